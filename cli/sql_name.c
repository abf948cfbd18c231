/* Checks the names of database tables. Scripts do not quote them: with quotes, PostgreSQL distinguishes capitals from small
 * letters, and sqlcmd takes the name for a string unless told otherwise. */
#include "sql_name.h"

#include <string.h>

#include "message.h"

enum { PART_MAX = 63 }; /* PostgreSQL cuts longer names off; SQL Server allows 128 */

/* The words that SQL Server or PostgreSQL reserve, each followed by a space. They cannot name a table without quotes. */
static const char reserved[] =
    "add all alter analyse analyze and any array as asc asymmetric authorization backup begin between binary both break "
    "browse bulk by cascade case cast check checkpoint close clustered coalesce collate collation column commit compute "
    "concurrently constraint contains containstable continue convert create cross current current_catalog current_date "
    "current_role current_schema current_time current_timestamp current_user cursor database dbcc deallocate declare "
    "default deferrable delete deny desc disk distinct distributed do double drop dump else end errlvl escape except exec "
    "execute exists exit external false fetch file fillfactor for foreign freetext freetexttable freeze from full function "
    "goto "
    "grant group having holdlock identity identity_insert identitycol if ilike in index initially inner insert "
    "intersect into is isnull join key kill lateral leading left like limit lineno load localtime localtimestamp merge "
    "national natural nocheck nonclustered not notnull null nullif of off offset offsets on only open opendatasource "
    "openquery openrowset openxml option or order outer over overlaps percent pivot placing plan precision primary print "
    "proc procedure public raiserror read readtext reconfigure references replication restore restrict return returning "
    "revert revoke right rollback rowcount rowguidcol rule save schema securityaudit select semantickeyphrasetable "
    "semanticsimilaritydetailstable semanticsimilaritytable session_user set setuser shutdown similar some statistics "
    "symmetric system_user table tablesample textsize then to top trailing tran transaction trigger true truncate "
    "try_convert tsequal union unique unpivot update updatetext use user using values variadic varying verbose view waitfor "
    "when where while window with within writetext ";

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char small(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* True if a name has only letters, digits and _, and does not begin with a digit. */
static int is_plain(const char *name, size_t length) {
  for (size_t i = 0; i < length; i++) {
    char c = small(name[i]);
    if ((c < 'a' || c > 'z') && c != '_' && !is_digit(c)) return 0;
  }
  return length && !is_digit(*name);
}

static int is_reserved(const char *name, size_t length) {
  for (const char *word = reserved; *word; word = strchr(word, ' ') + 1) {
    size_t same = 0;
    while (same < length && small(name[same]) == word[same]) same++;
    if (same == length && word[same] == ' ') return 1;
  }
  return 0;
}

static int check_part(const char *name, const char *part, size_t length) {
  if (!is_plain(part, length))
    return usage_error("--table: \"%s\": expected a name of letters, digits and _, optionally after a schema and a dot", name);
  if (length > PART_MAX)
    return usage_error("--table: \"%s\": a name can have at most %d characters, because PostgreSQL cuts off the rest", name,
                       PART_MAX);
  if (is_reserved(part, length))
    return usage_error(
        "--table: \"%s\": \"%.*s\" is a reserved word in SQL, so it cannot be a name: choose another, such as dueby_%.*s", name,
        (int)length, part, (int)length, part);
  return 0;
}

int check_sql_name(const char *name) {
  const char *dot = strchr(name, '.'), *table = dot ? dot + 1 : name;
  int end = dot ? check_part(name, name, (size_t)(dot - name)) : 0;
  return end ? end : check_part(name, table, strlen(table));
}
