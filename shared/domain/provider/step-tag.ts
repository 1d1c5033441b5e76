/**
 * Why a step of a checklist or of an SOP is there: ethics or law ask for it, it guards quality, or it says how the work
 * is done. Only the last is a sign of control over how somebody works [WO9].
 */
export const stepTags = ['required', 'quality', 'method'] as const;
