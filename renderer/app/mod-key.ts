/** How the command key is written here: "⌘" on a Mac, "Ctrl " elsewhere. */
export const modKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';
