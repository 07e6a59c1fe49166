//! `ALTER TABLE`, part by part.

use super::read::Scene;
use super::{Action, ActionKind, AlterTable, AlterType, At, Ident, Identity, Kind, Object, create};
use lockgate_grammar::tree::{self as pb, node::Node};

/// `None` for other relations than tables: views and indexes have no columns that rules ask about.
pub fn table(it: &pb::AlterTableStmt, scene: &Scene) -> Option<Kind> {
    if !matches!(it.objtype(), pb::ObjectType::ObjectTable | pb::ObjectType::ObjectForeignTable) {
        return None;
    }
    let range = it.relation.as_ref()?;
    let table = scene.table(range);
    let first = scene.tokens.at_byte(scene.byte(range.location));
    let mut from = scene.tokens.dotted_end(first) + 1;
    while matches!(scene.tokens.text(from), "*" | ")") {
        from += 1;
    }
    let segments = scene.tokens.segments(from);
    let commands = it.cmds.iter().filter_map(|node| match &node.node {
        Some(Node::AlterTableCmd(command)) => Some(command),
        _ => None,
    });
    let actions = commands.zip(segments).map(|(command, words)| {
        let span = scene.tokens.between(words.start, words.end.saturating_sub(1));
        Action { span, kind: action(command, words, scene).unwrap_or(ActionKind::Other) }
    });
    Some(Kind::AlterTable(AlterTable {
        object: Object::Table,
        table,
        if_exists: it.missing_ok,
        only: false,
        actions: actions.collect(),
    }))
}

fn action(it: &pb::AlterTableCmd, words: std::ops::Range<usize>, scene: &Scene) -> Option<ActionKind> {
    use pb::AlterTableType as T;
    let name = || Ident::folded(it.name.as_str());
    let pointed = || scene.tokens.pointed(&name(), words.start + 1, words.end);
    Some(match it.subtype() {
        T::AtAddColumn => {
            let (column, constraints) = create::column(definition(it)?, scene);
            ActionKind::AddColumn { column: Box::new(column), constraints, if_not_exists: it.missing_ok }
        }
        T::AtDropColumn => ActionKind::DropColumn {
            column: pointed(),
            if_exists: it.missing_ok,
            cascade: it.behavior() == pb::DropBehavior::DropCascade,
        },
        T::AtAlterColumnType => {
            let data_type = create::data_type(definition(it)?.type_name.as_ref()?, scene)?;
            let (collation, using, cascade) = (None, None, false);
            ActionKind::AlterType(Box::new(AlterType {
                column: pointed(),
                data_type,
                collation,
                using,
                cascade,
            }))
        }
        T::AtColumnDefault => {
            ActionKind::SetDefault { column: pointed(), value: it.def.is_some().then(create::some_expr) }
        }
        T::AtSetNotNull => ActionKind::SetNotNull { column: pointed() },
        T::AtDropNotNull => ActionKind::DropNotNull { column: pointed() },
        T::AtAddIdentity => ActionKind::AddIdentity {
            column: pointed(),
            identity: Identity { always: false, sequence: Vec::new() },
        },
        T::AtAddConstraint => match it.def.as_ref()?.node.as_ref()? {
            Node::Constraint(constraint) => added_constraint(constraint, scene)?,
            _ => return None,
        },
        T::AtDropConstraint => ActionKind::DropConstraint {
            name: pointed(),
            if_exists: it.missing_ok,
            cascade: it.behavior() == pb::DropBehavior::DropCascade,
        },
        T::AtValidateConstraint => ActionKind::ValidateConstraint { name: pointed() },
        _ => return None,
    })
}

/// PostgreSQL 18 can add NOT NULL as a constraint; that is what SET NOT NULL does.
fn added_constraint(it: &pb::Constraint, scene: &Scene) -> Option<ActionKind> {
    if it.contype() == pb::ConstrType::ConstrNotnull && !it.skip_validation {
        let column = super::read::idents(&it.keys).into_iter().next()?;
        let at = scene.tokens.at_byte(scene.byte(it.location));
        let span = scene.tokens.span(at);
        return Some(ActionKind::SetNotNull { column: At { value: column, span } });
    }
    create::constraint(it, None, scene).map(ActionKind::AddConstraint)
}

fn definition(it: &pb::AlterTableCmd) -> Option<&pb::ColumnDef> {
    match it.def.as_ref()?.node.as_ref()? {
        Node::ColumnDef(definition) => Some(definition),
        _ => None,
    }
}
