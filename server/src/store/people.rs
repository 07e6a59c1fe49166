//! Accounts, and authors who have none.

use super::{
    StoreError, Tx,
    sql::{Row, Value},
};
use lockgate_core::review::Role;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    /// In lower case: two spellings are one person.
    pub email: String,
    pub name: String,
    /// `None` for an author without an account.
    pub role: Option<Role>,
    /// In PHC form.
    pub password: Option<String>,
    pub disabled: bool,
    pub created: i64,
}

const COLUMNS: &str = "id, email, name, role, password, disabled, created";

impl Tx<'_> {
    /// Fails with [`StoreError::Taken`] where the e-mail belongs to somebody.
    pub fn add_person(&mut self, person: &Person) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO people ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
        self.0.run(&sql, &values(person)).map(drop)
    }

    /// Writes everything but the id and the day of birth.
    pub fn change_person(&mut self, person: &Person) -> Result<(), StoreError> {
        self.0.run(
            "UPDATE people SET email = $2, name = $3, role = $4, password = $5, disabled = $6
             WHERE id = $1",
            &values(person)[..6],
        )?;
        Ok(())
    }

    pub fn person(&mut self, id: &str) -> Result<Option<Person>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM people WHERE id = $1");
        self.0.rows(&sql, &[id.into()])?.first().map(read).transpose()
    }

    /// `email` in any case.
    pub fn person_by_email(&mut self, email: &str) -> Result<Option<Person>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM people WHERE email = $1");
        self.0.rows(&sql, &[email.trim().to_lowercase().into()])?.first().map(read).transpose()
    }

    /// Everybody, by name.
    pub fn people(&mut self) -> Result<Vec<Person>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM people ORDER BY name, email");
        self.0.rows(&sql, &[])?.iter().map(read).collect()
    }
}

fn values(person: &Person) -> [Value; 7] {
    [
        (&person.id).into(),
        (&person.email).into(),
        (&person.name).into(),
        person.role.map(role_word).into(),
        person.password.as_ref().into(),
        i64::from(person.disabled).into(),
        person.created.into(),
    ]
}

fn read(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.text(0)?,
        email: row.text(1)?,
        name: row.text(2)?,
        role: row.optional_text(3)?.as_deref().map(role_of).transpose()?,
        password: row.optional_text(4)?,
        disabled: row.int(5)? != 0,
        created: row.int(6)?,
    })
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Reviewer => "reviewer",
        Role::Admin => "admin",
    }
}

fn role_of(word: &str) -> Result<Role, StoreError> {
    match word {
        "viewer" => Ok(Role::Viewer),
        "reviewer" => Ok(Role::Reviewer),
        "admin" => Ok(Role::Admin),
        _ => Err(anyhow::anyhow!("the store holds the unknown role `{word}`").into()),
    }
}
