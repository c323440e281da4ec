/** What `handover.yaml` says of who knows what. */

/** Something that people on the team work with. */
export interface Tool {
  /** Unique, such as `console`. */
  readonly id: string;
  /** What it is used for, one phrase. */
  readonly title: string;
}

/** Some people have shown that they can use some tools, or know some topics. */
export interface Proficiency {
  /** Of the roster. */
  readonly people: readonly string[];
  /** Ids of tools, texts of topics, or {@link EVERY_TOOL} and {@link EVERY_TOPIC}. */
  readonly in: readonly string[];
  /** Local date on which they showed it. */
  readonly on: string;
}

/** Stands for all tools, where somebody is proficient in them. */
export const EVERY_TOOL = 'every tool';
/** Stands for all topics of `knowledge`. */
export const EVERY_TOPIC = 'every topic';

/** How long somebody is proficient without showing it again, days. Requirement 002-10: twelve months. */
export const PROFICIENT_FOR_DAYS = 365;
