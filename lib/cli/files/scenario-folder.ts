/** Folder of the scenarios where no option names another. */
export const SCENARIO_FOLDER = 'scenarios';
