/* Prints help and the man page, both from the tables of commands and options. */
#include "help.h"

#include <dueby.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "options.h"

enum { WIDTH = 96 };

static const char exit_statuses[][2][80] = {
    {"0", "done"},
    {"2", "usage"},
    {"3", "a day that the calendar does not cover"},
    {"4", "a file that cannot be read or written"},
    {"5", "some rows failed"},
    {"6", "something is overdue (only with --fail-overdue)"},
    {"7", "no date: no time limit, no time of day or not in force; the message says which"},
    {"8", "a test case failed (only for test)"},
};
enum { STATUSES = sizeof exit_statuses / sizeof exit_statuses[0] };

/* Prints text in lines of at most WIDTH characters. All lines but the first are indented. */
static void print_wrapped(const char *text, int indent) {
  int column = indent;
  for (const char *word = text; *word;) {
    int length = (int)strcspn(word, " ");
    if (column > indent && column + length + 1 > WIDTH) {
      printf("\n%*s", indent, "");
      column = indent;
    } else if (column > indent) {
      putchar(' ');
      column++;
    }
    printf("%.*s", length, word);
    column += length;
    word += length + (word[length] == ' ');
  }
  putchar('\n');
}

static void option_text(const struct option *option, char *text, size_t size) {
  snprintf(text, size, "--%s%s%s", option->name, *option->value ? " " : "", option->value);
}

static void print_options(int takes, int common) {
  for (int i = 0; i < option_count; i++) {
    const struct option *option = &option_table[i];
    char text[64];
    if (common ? option->takes : !(option->takes & takes)) continue;
    option_text(option, text, sizeof text);
    printf("  %-30s ", text);
    print_wrapped(option->help, 33);
  }
}

static void print_command_help(const struct command *command) {
  printf("usage: dueby %s %s%s[options]\n\n  ", command->name, command->arguments, *command->arguments ? " " : "");
  print_wrapped(command->summary, 2);
  if (*command->details) {
    printf("\n  ");
    print_wrapped(command->details, 2);
  }
  printf("\nexample:\n  %s\n", command->example);
  if (command->takes) {
    puts("\noptions:");
    print_options(command->takes, 0);
  }
  puts("\noptions for every command:");
  print_options(0, 1);
}

void print_help(const struct command *command) {
  if (command) {
    print_command_help(command);
    return;
  }
  puts("dueby: when is it due, was it done in time, and why?\n"
       "For the time limits in children's social care in England.\n\n"
       "usage: dueby COMMAND [arguments] [options]\n");
  for (int i = 0; i < command_count; i++) {
    printf("  %-14s %-16s ", command_table[i].name, command_table[i].arguments);
    print_wrapped(command_table[i].summary, 34);
  }
  puts("\noptions for every command:");
  print_options(0, 1);
  puts("\nexit status:");
  for (int i = 0; i < STATUSES; i++) printf("  %s  %s\n", exit_statuses[i][0], exit_statuses[i][1]);
  puts("\nexample:\n  dueby explain cp.conference.initial 2026-03-27\n\nFor more about a command, use dueby COMMAND --help.");
}

/* ---- roff, the language of man pages ---- */

static void print_roff(const char *text) {
  for (; *text; text++) {
    if (*text == '-') fputs("\\-", stdout);
    else if (*text == '\\') fputs("\\e", stdout);
    else putchar(*text);
  }
}

static void print_man_options(int takes, int common) {
  for (int i = 0; i < option_count; i++) {
    const struct option *option = &option_table[i];
    char text[64];
    if (common ? option->takes : !(option->takes & takes)) continue;
    option_text(option, text, sizeof text);
    fputs(".TP\n.B ", stdout);
    print_roff(text);
    putchar('\n');
    print_roff(option->help);
    putchar('\n');
  }
}

static void put_man_command(const struct command *command) {
  printf(".SS %s %s\n", command->name, command->arguments);
  print_roff(command->summary);
  fputs(".\n", stdout);
  if (*command->details) {
    print_roff(command->details);
    putchar('\n');
  }
  fputs(".PP\n.nf\n.RS\n$ ", stdout);
  print_roff(command->example);
  fputs("\n.RE\n.fi\n", stdout);
  print_man_options(command->takes, 0);
}

void print_man_page(void) {
  printf(".TH DUEBY 1 \"\" \"dueby %s\" \"User Commands\"\n", dueby_version());
  puts(".SH NAME\ndueby \\- due dates in children's social care in England, and whether they were met");
  puts(".SH SYNOPSIS\n.B dueby\n.I COMMAND\n[arguments] [options]");
  puts(".SH DESCRIPTION\nWorks out when something is due under the law, national guidance and councils' own practice\n"
       "standards, whether it was done in time, and why. Data goes to standard output and messages to\n"
       "standard error. dueby does not use today's date: you always give the day to check.");
  puts(".SH COMMANDS");
  for (int i = 0; i < command_count; i++) put_man_command(&command_table[i]);
  puts(".SH OPTIONS FOR EVERY COMMAND");
  print_man_options(0, 1);
  puts(".SH EXIT STATUS");
  for (int i = 0; i < STATUSES; i++) printf(".TP\n.B %s\n%s\n", exit_statuses[i][0], exit_statuses[i][1]);
  puts(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nif set, dueby uses no colour, even in a terminal");
  puts(".SH NOTES\nA due date is a deadline, not a target. If a child may be at risk of harm, act now. This is not legal advice.");
}
