package dueby;

import java.time.LocalDate;

/**
 * Why there is no date.
 *
 * @param status the library's status
 * @param reason the reason
 * @param rule the address of the rule concerned; null if there is none
 * @param event the missing event; null if no event is missing
 * @param inForceFrom the first day on which the rule was in force; null if there is no such limit, or if the rule was in force
 * @param inForceTo the last day on which the rule was in force; null if there is no such limit, or if the rule was in force
 * @param text the reason in plain English
 */
public record Failure(Status status, Reason reason, String rule, String event, LocalDate inForceFrom, LocalDate inForceTo,
    String text) {}
