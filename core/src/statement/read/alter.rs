//! `ALTER TABLE` and `ALTER DOMAIN`, part by part.

use super::object::object;
use super::scene::{Scene, cascades, name, parameters, role, some, string, whole};
use crate::statement::{
    Action, ActionKind, AlterConstraint, AlterDomain, AlterTable, AlterType, At, ColumnChoice, DomainAction,
    Fires, Ident, Kind, ReplicaIdentity, RowSecurity, TriggerChoice,
};
use lockgate_grammar::tree as pb;
use lockgate_grammar::tree::{Node, Nodes};
use std::ops::Range;

impl Scene<'_> {
    pub fn alter_table(&self, it: pb::AlterTableStmt) -> Option<Kind> {
        let range = it.relation()?;
        let mut from = self.tokens.dotted_end(self.token(range.location())) + 1;
        while matches!(self.tokens.text(from), "*" | ")") {
            from += 1;
        }
        let segments = self.tokens.segments(from);
        let commands = it.cmds().filter_map(|node| match node {
            Node::AlterTableCmd(command) => Some(command),
            _ => None,
        });
        let actions = commands.zip(segments).map(|(command, words)| {
            let span = self.tokens.between(words.start, words.end.saturating_sub(1));
            Action { span, kind: self.action(command, words).unwrap_or(ActionKind::Other) }
        });
        Some(Kind::AlterTable(AlterTable {
            object: object(it.objtype()),
            table: self.table(range),
            if_exists: it.missing_ok(),
            only: !range.inh(),
            actions: actions.collect(),
        }))
    }

    /// Where a column, constraint, trigger or rule of this name stands in the words of an action.
    fn in_words(&self, it: pb::AlterTableCmd, words: &Range<usize>) -> At<Ident> {
        self.tokens.pointed(&Ident::folded(it.name()), words.start + 1, words.end)
    }

    fn action(&self, it: pb::AlterTableCmd, words: Range<usize>) -> Option<ActionKind> {
        use pb::AlterTableType as T;
        let pointed = || self.in_words(it, &words);
        Some(match it.subtype() {
            T::AtAddColumn => {
                let (column, constraints) = self.column_and_constraints(definition(it)?);
                let if_not_exists = it.missing_ok();
                ActionKind::AddColumn { column: Box::new(column), constraints, if_not_exists }
            }
            T::AtDropColumn => ActionKind::DropColumn {
                column: pointed(),
                if_exists: it.missing_ok(),
                cascade: cascades(it.behavior()),
            },
            T::AtAlterColumnType => {
                let column = definition(it)?;
                ActionKind::AlterType(Box::new(AlterType {
                    column: pointed(),
                    data_type: self.data_type(column.type_name()?)?,
                    collation: column.coll_clause().and_then(|clause| name(clause.collname())),
                    using: column.raw_default().map(|node| self.expr(node)),
                    cascade: cascades(it.behavior()),
                }))
            }
            T::AtSetNotNull => ActionKind::SetNotNull { column: pointed() },
            T::AtDropNotNull => ActionKind::DropNotNull { column: pointed() },
            T::AtAddConstraint => match it.def()? {
                Node::Constraint(constraint) => ActionKind::AddConstraint(self.constraint(constraint, None)?),
                _ => return None,
            },
            T::AtDropConstraint => ActionKind::DropConstraint {
                name: pointed(),
                if_exists: it.missing_ok(),
                cascade: cascades(it.behavior()),
            },
            T::AtValidateConstraint => ActionKind::ValidateConstraint { name: pointed() },
            T::AtAlterConstraint => alter_constraint(it.def()?, self)?,
            _ => return self.column_action(it, &words).or_else(|| self.table_action(it, &words)),
        })
    }

    /// What else is done to a column.
    fn column_action(&self, it: pb::AlterTableCmd, words: &Range<usize>) -> Option<ActionKind> {
        use pb::AlterTableType as T;
        let column = || self.in_words(it, words);
        Some(match it.subtype() {
            T::AtColumnDefault => {
                ActionKind::SetDefault { column: column(), value: it.def().map(|node| self.expr(node)) }
            }
            T::AtSetExpression => ActionKind::SetExpression { column: column(), value: self.maybe(it.def()) },
            T::AtDropExpression => {
                ActionKind::DropExpression { column: column(), if_exists: it.missing_ok() }
            }
            T::AtAddIdentity => match it.def()? {
                Node::Constraint(def) => {
                    ActionKind::AddIdentity { column: column(), identity: self.identity(def) }
                }
                _ => return None,
            },
            T::AtSetIdentity => {
                let (always, options) = self.identity_changes(list(it.def()?)?);
                ActionKind::SetIdentity { column: column(), always, options }
            }
            T::AtDropIdentity => ActionKind::DropIdentity { column: column(), if_exists: it.missing_ok() },
            T::AtSetStatistics => ActionKind::SetStatistics {
                column: match it.num() {
                    0 => ColumnChoice::Named(column()),
                    number => ColumnChoice::Number(number),
                },
                target: whole(it.def()).and_then(|number| i32::try_from(number).ok()),
            },
            T::AtSetStorage => {
                ActionKind::SetStorage { column: column(), storage: Ident::folded(string(it.def()?)?) }
            }
            T::AtSetCompression => {
                ActionKind::SetCompression { column: column(), method: Ident::folded(string(it.def()?)?) }
            }
            T::AtSetOptions => {
                ActionKind::SetColumnParameters { column: column(), parameters: parameters(list(it.def()?)?) }
            }
            T::AtResetOptions => ActionKind::ResetColumnParameters {
                column: column(),
                parameters: parameters(list(it.def()?)?),
            },
            T::AtAlterColumnGenericOptions => {
                ActionKind::SetColumnOptions { column: column(), options: parameters(list(it.def()?)?) }
            }
            _ => return None,
        })
    }

    /// What is done to the table as a whole.
    fn table_action(&self, it: pb::AlterTableCmd, words: &Range<usize>) -> Option<ActionKind> {
        use pb::AlterTableType as T;
        Some(match it.subtype() {
            T::AtSetRelOptions | T::AtReplaceRelOptions => {
                ActionKind::SetParameters(parameters(list(it.def()?)?))
            }
            T::AtResetRelOptions => ActionKind::ResetParameters(parameters(list(it.def()?)?)),
            T::AtSetLogged => ActionKind::SetLogged,
            T::AtSetUnLogged => ActionKind::SetUnlogged,
            T::AtSetAccessMethod => ActionKind::SetAccessMethod(some(it.name())),
            T::AtSetTableSpace => ActionKind::SetTablespace(Ident::folded(it.name())),
            T::AtClusterOn => ActionKind::ClusterOn(Ident::folded(it.name())),
            T::AtDropCluster => ActionKind::SetWithoutCluster,
            T::AtDropOids => ActionKind::SetWithoutOids,
            T::AtAddInherit => ActionKind::Inherit(self.table(range(it.def()?)?)),
            T::AtDropInherit => ActionKind::NoInherit(self.table(range(it.def()?)?)),
            T::AtAddOf => match it.def()? {
                Node::TypeName(name) => ActionKind::OfType(self.data_type(name)?),
                _ => return None,
            },
            T::AtDropOf => ActionKind::NotOf,
            T::AtChangeOwner => ActionKind::OwnerTo(role(it.newowner()?)),
            T::AtReplicaIdentity => ActionKind::ReplicaIdentity(replica_identity(it.def()?)?),
            T::AtEnableRowSecurity => ActionKind::RowSecurity(RowSecurity::Enable),
            T::AtDisableRowSecurity => ActionKind::RowSecurity(RowSecurity::Disable),
            T::AtForceRowSecurity => ActionKind::RowSecurity(RowSecurity::Force),
            T::AtNoForceRowSecurity => ActionKind::RowSecurity(RowSecurity::NoForce),
            T::AtGenericOptions => ActionKind::SetOptions(parameters(list(it.def()?)?)),
            T::AtAttachPartition | T::AtDetachPartition | T::AtDetachPartitionFinalize => {
                return self.partition(it);
            }
            _ => return self.switch(it, words),
        })
    }

    fn partition(&self, it: pb::AlterTableCmd) -> Option<ActionKind> {
        use pb::AlterTableType as T;
        let Node::PartitionCmd(command) = it.def()? else { return None };
        let partition = self.table(command.name()?);
        Some(match it.subtype() {
            T::AtAttachPartition => {
                let bounds = command.bound().map(|bounds| self.bounds(bounds));
                ActionKind::AttachPartition { partition, bounds }
            }
            T::AtDetachPartition => {
                ActionKind::DetachPartition { partition, concurrently: command.concurrent() }
            }
            _ => ActionKind::FinalizeDetach { partition },
        })
    }

    /// `ENABLE ALWAYS TRIGGER t`, `DISABLE RULE r`
    fn switch(&self, it: pb::AlterTableCmd, words: &Range<usize>) -> Option<ActionKind> {
        use pb::AlterTableType as T;
        let name = || self.in_words(it, words);
        let one = |fires| ActionKind::Trigger { which: TriggerChoice::Named(name()), fires };
        let rule = |fires| ActionKind::Rule { name: name(), fires };
        Some(match it.subtype() {
            T::AtEnableTrig => one(Fires::Origin),
            T::AtEnableAlwaysTrig => one(Fires::Always),
            T::AtEnableReplicaTrig => one(Fires::Replica),
            T::AtDisableTrig => one(Fires::Never),
            T::AtEnableTrigAll => ActionKind::Trigger { which: TriggerChoice::All, fires: Fires::Origin },
            T::AtDisableTrigAll => ActionKind::Trigger { which: TriggerChoice::All, fires: Fires::Never },
            T::AtEnableTrigUser => ActionKind::Trigger { which: TriggerChoice::User, fires: Fires::Origin },
            T::AtDisableTrigUser => ActionKind::Trigger { which: TriggerChoice::User, fires: Fires::Never },
            T::AtEnableRule => rule(Fires::Origin),
            T::AtEnableAlwaysRule => rule(Fires::Always),
            T::AtEnableReplicaRule => rule(Fires::Replica),
            T::AtDisableRule => rule(Fires::Never),
            _ => return None,
        })
    }

    pub fn alter_domain(&self, it: pb::AlterDomainStmt) -> Option<Kind> {
        let named = || Ident::folded(it.name());
        let action = match it.subtype() {
            "T" => DomainAction::SetDefault(it.def().map(|node| self.expr(node))),
            "N" => DomainAction::DropNotNull,
            "O" => DomainAction::SetNotNull,
            "C" => match it.def()? {
                Node::Constraint(constraint) => {
                    DomainAction::AddConstraint(self.constraint(constraint, Some(&Ident::folded("value")))?)
                }
                _ => return None,
            },
            "X" => DomainAction::DropConstraint {
                name: named(),
                if_exists: it.missing_ok(),
                cascade: cascades(it.behavior()),
            },
            "V" => DomainAction::ValidateConstraint(named()),
            _ => return None,
        };
        let domain = self.named(name(it.type_name())?);
        Some(Kind::AlterDomain(Box::new(AlterDomain { domain, action })))
    }
}

fn definition(it: pb::AlterTableCmd<'_>) -> Option<pb::ColumnDef<'_>> {
    match it.def()? {
        Node::ColumnDef(definition) => Some(definition),
        _ => None,
    }
}

fn list(node: Node<'_>) -> Option<Nodes<'_>> {
    match node {
        Node::List(it) => Some(it.items()),
        _ => None,
    }
}

fn range(node: Node<'_>) -> Option<pb::RangeVar<'_>> {
    match node {
        Node::RangeVar(it) => Some(it),
        _ => None,
    }
}

fn alter_constraint(node: Node, scene: &Scene) -> Option<ActionKind> {
    let Node::ATAlterConstraint(it) = node else { return None };
    Some(ActionKind::AlterConstraint(AlterConstraint {
        name: scene.bare(it.conname()),
        deferrability: it.alter_deferrability().then(|| (it.deferrable(), it.initdeferred())),
        enforced: it.alter_enforceability().then(|| it.is_enforced()),
        no_inherit: it.alter_inheritability().then(|| it.noinherit()),
    }))
}

fn replica_identity(node: Node) -> Option<ReplicaIdentity> {
    let Node::ReplicaIdentityStmt(it) = node else { return None };
    Some(match it.identity_type() {
        "f" => ReplicaIdentity::Full,
        "n" => ReplicaIdentity::Nothing,
        "i" => ReplicaIdentity::Index(Ident::folded(it.name())),
        _ => ReplicaIdentity::Default,
    })
}
