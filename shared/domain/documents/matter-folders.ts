/** The folders of a matter in the order of the work [DC4]; another may be typed. */
export const matterFolders = [
  '01 Intake & Engagement',
  '02 Correspondence',
  '03 Pleadings',
  '04 Discovery',
  '05 Motions',
  '06 Orders',
  '07 Research & Memos',
  '08 Drafts',
  '09 Evidence',
  '10 Experts',
  '11 Settlement',
  '12 Trial',
  '13 Appeal',
  '14 Billing & Trust Support',
  '15 Closing',
] as const;

/** The folders of a matter: the usual ones and those of its practice area, numbered on from them [DC4]. */
export function listMatterFolders(extraFolders: readonly string[]): readonly string[] {
  const extra = extraFolders.map((name, index) => `${matterFolders.length + index + 1} ${name}`);
  return [...matterFolders, ...extra];
}
