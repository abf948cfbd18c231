package dueby;

import java.time.LocalDate;

/**
 * A rule in one of its versions.
 *
 * @param address its address, such as {@code england:cp.visit}
 * @param duty the duty, as in {@code cp.visit}
 * @param title the duty as a noun phrase
 * @param profile the profile in which it is written
 * @param authority who sets it
 * @param force how strong it is
 * @param subject who it is about
 * @param trigger the event that starts its clock
 * @param due the event that meets it; null: none is named
 * @param isAlternative whether it is an alternative, which governs only if it is named
 * @param computes whether its source sets a time limit
 * @param from the first day on which this version is in force; null: no such limit
 * @param to the last day on which it is in force; null: no such limit
 * @param timescale in words, as in "15 working days after the strategy discussion"
 * @param source document and section
 * @param checked how the text of the source was read; null: it has none
 */
public record Rule(String address, String duty, String title, String profile, Authority authority, Force force, Subject subject,
    String trigger, String due, boolean isAlternative, boolean computes, LocalDate from, LocalDate to, String timescale, String source,
    Checked checked) {}
