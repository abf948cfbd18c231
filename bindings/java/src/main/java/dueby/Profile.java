package dueby;

import static dueby.engine.EngineConstants.*;

import dueby.engine.Block;
import dueby.engine.Engine;
import dueby.engine.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Duties, the rules that set their time limits, and the events and tags that rules use. It never changes, so threads may share
 * it.
 */
public final class Profile extends Handle {
  private final Map<String, Integer> events;
  private final Map<String, Integer> tags;
  private final Map<String, Integer> duties;

  private Profile(long address) {
    super(address, Engine::profile_free);
    events = names(1, Engine.profile_event_count(address), event -> Engine.profile_event_slug(address, event));
    tags = names(0, Engine.profile_tag_count(address), tag -> Engine.profile_tag(address, tag));
    duties = names(0, Engine.profile_duty_count(address), duty -> Engine.profile_duty(address, duty));
  }

  private static Map<String, Integer> names(int first, int count, IntFunction<byte[]> name) {
    Map<String, Integer> found = new LinkedHashMap<>();
    for (int i = first; i < count; i++) {
      found.put(Native.text(name.apply(i)), i);
    }
    return Collections.unmodifiableMap(found);
  }

  /**
   * Opens a profile that comes with the library.
   *
   * @param name one of {@link #builtInNames()}: "england" for law and national guidance only, or a council
   * @return the profile
   * @throws UnknownNameException if there is no profile of that name
   */
  public static Profile builtIn(String name) {
    try (Memory memory = Memory.open()) {
      Block made = memory.block(Long.BYTES);
      int status = Engine.profile_new(memory.text(Names.given(name, "name")), made.address());
      if (status == DUEBY_ENOTFOUND) {
        throw Names.unknown(DUEBY_NAME_PROFILE, null, name);
      }
      DuebyException.need(status, "profile \"" + name + "\"");
      return new Profile(made.getLong(0));
    }
  }

  /**
   * Returns the names of the profiles that come with the library.
   *
   * @return the names, in any order
   */
  public static List<String> builtInNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Engine.profile_builtin_count(); i++) {
      names.add(Native.text(Engine.profile_builtin(i)));
    }
    return names;
  }

  /**
   * Makes a profile from YAML (data/FORMAT.md) that extends a built-in profile or nothing.
   *
   * @param yaml the text
   * @return the profile
   * @throws BadFileException with each fault's line and column
   */
  public static Profile fromYaml(String yaml) {
    try (Memory memory = Memory.open()) {
      byte[] bytes = Native.utf8(Names.given(yaml, "yaml"));
      long text = memory.bytes(bytes);
      return new Profile(Reading.read(memory, "profile",
          (said, made) -> Engine.io_profile_from_yaml(text, bytes.length, 0, said, made)));
    }
  }

  /**
   * Reads a profile from a YAML file. A profile that it extends is looked for in the file's folder first.
   *
   * @param file the file
   * @return the profile
   * @throws BadFileException with each fault's line and column
   */
  public static Profile fromFile(Path file) {
    try (Memory memory = Memory.open()) {
      long path = memory.text(Names.given(file, "file").toString());
      return new Profile(Reading.read(memory, file.toString(), (said, made) -> Engine.io_profile_from_file(path, said, made)));
    }
  }

  /**
   * The profile's name.
   *
   * @return for example "barnet"
   */
  public String name() {
    return use(self -> Native.text(Engine.profile_name(self)));
  }

  /**
   * The profile's title, for display.
   *
   * @return the title
   */
  public String title() {
    return use(self -> Native.text(Engine.profile_title(self)));
  }

  /**
   * The profile that this one extends.
   *
   * @return the name; null if there is none
   */
  public String parent() {
    return use(self -> Native.text(Engine.profile_parent(self)));
  }

  /**
   * A digest that identifies the profile's content. It changes with any time limit, title or source.
   *
   * @return 64 hexadecimal digits
   */
  public String digest() {
    return text((self, text, size, needed) -> Engine.profile_digest(self, text, size, needed));
  }

  /**
   * The profile's duties.
   *
   * @return the ids of the duties, in the profile's order
   */
  public List<String> duties() {
    return List.copyOf(duties.keySet());
  }

  /**
   * The events that the profile recognises.
   *
   * @return for example {@code visit.made}
   */
  public List<String> events() {
    return List.copyOf(events.keySet());
  }

  /**
   * The tags that the profile recognises.
   *
   * @return for example {@code alone}
   */
  public List<String> tags() {
    return List.copyOf(tags.keySet());
  }

  /**
   * The profile's rules in every version, including the rules of the profiles it extends.
   *
   * @return the rules by duty in the profile's order, then in the order in which versions came into force
   */
  public List<Rule> rules() {
    return use(self -> {
      List<Rule> found = new ArrayList<>();
      for (int rule = 0; rule < Engine.profile_rule_count(self); rule++) {
        for (int version = 0; version < Engine.rule_version_count(self, rule); version++) {
          found.add(rule(self, rule, version));
        }
      }
      return found;
    });
  }

  private Rule rule(long self, int rule, int version) {
    IntFunction<String> text = field -> Native.text(Engine.rule_text(self, rule, version, field));
    IntFunction<Integer> number = field -> Engine.rule_number(self, rule, version, field);
    int checked = number.apply(DUEBY_RULE_CHECKED);
    boolean computes = number.apply(DUEBY_RULE_COMPUTES) != 0;
    return new Rule(text.apply(DUEBY_RULE_ADDRESS), text.apply(DUEBY_RULE_ID), text.apply(DUEBY_RULE_TITLE),
        text.apply(DUEBY_RULE_PROFILE), Authority.of(number.apply(DUEBY_RULE_AUTHORITY)), Force.of(number.apply(DUEBY_RULE_FORCE)),
        Subject.of(number.apply(DUEBY_RULE_SUBJECT)), text.apply(DUEBY_RULE_TRIGGER), text.apply(DUEBY_RULE_DUE),
        number.apply(DUEBY_RULE_ALTERNATIVE_OF) >= 0, computes, Native.date(number.apply(DUEBY_RULE_FROM)),
        Native.date(number.apply(DUEBY_RULE_TO)),
        text((from, to, size, needed) -> Engine.explain_timescale(from, rule, version, to, size, needed)),
        text((from, to, size, needed) -> Engine.explain_source(from, rule, version, to, size, needed)),
        checked == 0 ? null : Checked.of(checked));
  }

  /* ---- for the rest of the package ---- */

  @FunctionalInterface
  interface Writer {
    int write(long self, long text, long size, long needed);
  }

  private String text(Writer writer) {
    return use(self -> {
      try (Memory memory = Memory.open()) {
        String text = memory.written((to, size, needed) -> writer.write(self, to, size, needed));
        DuebyException.need(memory.status(), "profile");
        return text;
      }
    });
  }

  int event(String slug) {
    return number(events, DUEBY_NAME_EVENT, slug);
  }

  int tag(String name) {
    return number(tags, DUEBY_NAME_TAG, name);
  }

  int duty(String id) {
    return number(duties, DUEBY_NAME_DUTY, id);
  }

  private int number(Map<String, Integer> names, int kind, String name) {
    Integer found = names.get(name);
    if (found == null) {
      throw Names.unknown(kind, this, name);
    }
    return found;
  }

  int eventCount() {
    return events.size() + 1;
  }

  /** Returns the more general event that an event also counts as, or 0. */
  int eventAlso(String slug) {
    return use(self -> Engine.profile_event_parent(self, event(slug)));
  }

  String eventSlug(int event) {
    return use(self -> Native.text(Engine.profile_event_slug(self, event)));
  }

  String dutyId(int duty) {
    return use(self -> Native.text(Engine.profile_duty(self, duty)));
  }

  String ruleText(int rule, int version, int field) {
    return use(self -> Native.text(Engine.rule_text(self, rule, version, field)));
  }

  String address(int rule) {
    return rule < 0 ? null : ruleText(rule, 0, DUEBY_RULE_ADDRESS);
  }
}
