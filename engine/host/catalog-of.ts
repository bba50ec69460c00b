import type { Catalog, SkillHead } from '../contract/catalog.ts';
import type { Skill } from '../skills/skill.ts';
import type { Workspace } from '../workspace.ts';

/** What a flow of this workspace can refer to. */
export function catalogOf(workspace: Workspace): Catalog {
  return {
    skills: workspace.skills.list().map(skill => skillHead(workspace, skill)),
    products: [...workspace.products.list()],
    users: [workspace.me],
    roles: [...workspace.roles],
  };
}

export function skillHead(workspace: Workspace, skill: Skill): SkillHead {
  const { name, version, title, description, kind, modelClass, input, output, prompt } = skill;
  return {
    name,
    version,
    title,
    description,
    kind,
    modelClass,
    input,
    output,
    prompt,
    edited: workspace.skills.edited(name),
    own: workspace.skills.originOf(name) === 'own',
  };
}
