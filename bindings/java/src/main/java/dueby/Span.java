package dueby;

import static dueby.engine.EngineConstants.AT_span_amount;
import static dueby.engine.EngineConstants.AT_span_unit;
import static dueby.engine.EngineConstants.DUEBY_WRITTEN_SPAN;
import static dueby.engine.EngineConstants.SIZE_span;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.util.Objects;

/**
 * An amount of time.
 *
 * @param amount the number of units; a negative number counts backwards
 * @param unit the unit
 */
public record Span(int amount, Unit unit) {
  /**
   * Makes a span from an amount and a unit.
   *
   * @param amount the number of units; a negative number counts backwards
   * @param unit the unit
   */
  public Span {
    Objects.requireNonNull(unit, "unit");
  }

  /**
   * Reads a span such as "45 working days", "6 weeks", "16 years 3 months" or "72 hours".
   *
   * @param text the span in lower case, with single spaces
   * @return the span
   * @throws BadValueException if the text is not a span
   */
  public static Span parse(String text) {
    try (Memory memory = Memory.open()) {
      Block span = memory.block(SIZE_span);
      byte[] bytes = Native.utf8(Names.given(text, "text"));
      int status = Engine.span_parse(memory.bytes(bytes), bytes.length, span.address());
      DuebyException.needText(status, DUEBY_WRITTEN_SPAN, text);
      DuebyException.need(status, "span \"" + text + "\"");
      return new Span(span.getInt(AT_span_amount), Unit.of(span.getInt(AT_span_unit)));
    }
  }

  /** Returns the span as text: "1 working day". */
  @Override
  public String toString() {
    try (Memory memory = Memory.open()) {
      String text = memory.written((to, size, needed) -> Engine.span_text(write(memory), to, size, needed));
      return text == null ? amount + " " + unit : text;
    }
  }

  long write(Memory memory) {
    Block span = memory.block(SIZE_span);
    write(span, 0);
    return span.address();
  }

  void write(Block to, int at) {
    to.putInt(at + AT_span_amount, amount).putInt(at + AT_span_unit, unit.number());
  }
}
