package dueby;

import java.time.LocalDate;

/**
 * Why there is no date.
 *
 * @param status what the library said
 * @param reason the reason
 * @param rule the address of the rule that it is about; null if it is about none
 * @param event the event that is missing; null if none is
 * @param inForceFrom the first day on which the rule was in force, if it is not in force; else, or without such a limit, null
 * @param inForceTo the last such day, likewise
 * @param text the reason in plain English
 */
public record Failure(Status status, Reason reason, String rule, String event, LocalDate inForceFrom, LocalDate inForceTo,
    String text) {}
