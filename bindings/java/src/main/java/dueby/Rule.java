package dueby;

import java.time.LocalDate;

/**
 * One version of a rule.
 *
 * @param address its address, such as {@code england:cp.visit}
 * @param duty the duty, such as {@code cp.visit}
 * @param title the duty as a noun phrase
 * @param profile the profile that defines the rule
 * @param authority who sets the time limit
 * @param force how binding the rule is
 * @param subject who the duty is about
 * @param trigger the event that starts its clock
 * @param due the event that meets the rule; null if none is named
 * @param isAlternative whether it is an alternative, which governs only if it is named
 * @param computes whether its source sets a time limit
 * @param from the first day on which this version is in force; null if there is no such limit
 * @param to the last day on which this version is in force; null if there is no such limit
 * @param timescale the time limit in words, such as "15 working days after the strategy discussion"
 * @param source the document and section that the rule comes from
 * @param checked how the text of the source was read; null if there is no source
 */
public record Rule(String address, String duty, String title, String profile, Authority authority, Force force, Subject subject,
    String trigger, String due, boolean isAlternative, boolean computes, LocalDate from, LocalDate to, String timescale, String source,
    Checked checked) {}
