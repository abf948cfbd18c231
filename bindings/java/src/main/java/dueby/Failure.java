package dueby;

import java.time.LocalDate;

/**
 * Says why there is no date.
 *
 * @param status the library's status
 * @param reason the reason
 * @param rule the address of the rule concerned; null: none
 * @param event the event that is missing; null if none is
 * @param inForceFrom the first day on which the rule was in force, if the day is outside; null: no such limit, or it was in force
 * @param inForceTo the last day on which it was in force, as above
 * @param text the reason in plain English
 */
public record Failure(Status status, Reason reason, String rule, String event, LocalDate inForceFrom, LocalDate inForceTo,
    String text) {}
