package dueby;

import java.time.LocalDate;

/**
 * A part of an explanation.
 *
 * @param label the kind of part
 * @param labelText the text to write before it, such as "Set by"; may be empty
 * @param text the text
 * @param rule the address of the rule concerned
 * @param first the first day concerned; null if there is none
 * @param last the last day concerned; in the heading, the due day
 * @param inSummary whether it is also in the summary
 */
public record Part(Label label, String labelText, String text, String rule, LocalDate first, LocalDate last, boolean inSummary) {}
