//! Which part of this room knows which kind of statement.

use super::scene::Scene;
use super::{alter, create, drop, index, object, rows};
use crate::statement::{Kind, Statement};

pub fn see(scene: &mut Scene, statement: &Statement) {
    (scene.span, scene.cause) = (statement.span, None);
    match &statement.kind {
        Kind::CreateTable(it) => create::table(scene, it),
        Kind::CreateView(it) => create::view(scene, it),
        Kind::AlterTable(it) => alter::table(scene, it),
        Kind::CreateIndex(it) => index::create(scene, it),
        Kind::Reindex(it) => index::reindex(scene, it),
        Kind::Cluster(it) => index::cluster(scene, it),
        Kind::Vacuum(it) => index::vacuum(scene, it),
        Kind::CreateStatistics(it) => object::create_statistics(scene, it),
        Kind::AlterDomain(it) => object::alter_domain(scene, it),
        Kind::CreateSequence(it) => object::sequence_options(scene, &it.options),
        Kind::AlterSequence(it) => object::alter_sequence(scene, it),
        Kind::CreateFunction(it) => object::create_function(scene, it),
        Kind::CreateTrigger(it) => object::create_trigger(scene, it),
        Kind::CreateRule(it) => object::create_rule(scene, it),
        Kind::CreatePolicy(it) => object::policy(scene, &it.table, [&it.using, &it.check]),
        Kind::AlterPolicy(it) => object::policy(scene, &it.table, [&it.using, &it.check]),
        Kind::CreatePublication(it) => object::create_publication(scene, it),
        Kind::AlterPublication(it) => object::alter_publication(scene, it),
        Kind::Comment(it) => object::comment(scene, it),
        Kind::Grant(it) => object::grant(scene, it),
        Kind::Rename(it) => object::rename(scene, it),
        Kind::AlterObject(it) => object::alter(scene, it),
        Kind::Drop(it) => drop::objects(scene, it),
        Kind::Truncate(it) => drop::truncate(scene, it),
        Kind::Refresh(it) => rows::refresh(scene, it),
        Kind::Insert(it) => rows::insert(scene, it),
        Kind::Update(it) => rows::update(scene, it),
        Kind::Delete(it) => rows::delete(scene, it),
        Kind::Merge(it) => rows::merge(scene, it),
        Kind::Select(it) => rows::select(scene, it),
        Kind::Copy(it) => rows::copy(scene, it),
        Kind::Lock(it) => rows::lock(scene, it),
        Kind::Explain(it) if it.analyze => see(scene, &it.statement),
        Kind::Explain(it) => rows::planned(scene, &it.statement),
        Kind::Do(it) => scene.effect.open |= it.dynamic,
        Kind::Call(_) | Kind::Execute(_) | Kind::ImportForeignSchema(_) => scene.effect.open = true,
        _ => {}
    }
}
