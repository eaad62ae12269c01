package dev.rehearsal.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rehearsal.local.launcher.LocalStack;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations add, as README.md promises of a rollout, so that replicas of the version before go on beside them. */
class MigrationsTest {
    /** Migrations that do more than add, and why no replica of the version before is hurt. */
    private static final Set<String> MORE = Set.of(
            "analytics V2__model.sql",      // released with 1.0.0, the first: nobody ran the version before
            "analytics V8__erasure.sql");   // a check goes, and what the version before writes would have passed it

    private static final Pattern NO_CODE = Pattern.compile("--.*|(?s:/[*].*?[*]/)|(?s:[$](\\w*)[$].*?[$]\\1[$])|'[^']*'");
    private static final Pattern CREATED = Pattern.compile("^create table (\\w+)");
    private static final Pattern ON_TABLE = Pattern.compile(
            "^(?:alter table|create (?:unique )?index (?:\\w+ )?on|create (?:constraint )?trigger .*? on) (\\w+)");
    private static final Pattern ELSE_ADDS = Pattern.compile("^(create (table|domain|sequence|function)|insert into) ");

    @Test
    void onlyTheListedOnesDoMoreThanAdd() throws IOException {
        Map<String, List<String>> more = new TreeMap<>();
        for (String service : LocalStack.SERVICES) {
            Path folder = Manifest.ROOT.resolve(service + "-service/src/main/resources/db/migration");
            try (DirectoryStream<Path> migrations = Files.newDirectoryStream(folder)) {
                for (Path migration : migrations) {
                    more.put(service + " " + migration.getFileName(), more(Files.readString(migration)));
                }
            }
        }
        more.values().removeIf(List::isEmpty);
        assertEquals(MORE, more.keySet(), more::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop table answer", "drop index answer_by_learner", "TRUNCATE answer", "delete from answer",
            "lock table answer", "update answer set text = ''", "alter table answer rename to given",
            "alter table answer rename column text to words", "alter table answer drop column text",
            "alter table answer drop constraint answer_pkey",
            "alter table answer alter column position type bigint", "alter table answer alter column text set not null",
            "alter table answer add column grade integer not null", "alter table answer add column grade integer, drop column score",
            "alter table answer add column grade integer unique", "alter table answer add unique (learner)",
            "alter table answer add check (score > 0)", "create unique index once on answer (learner)",
            "create table grade (id int); create index on answer (learner)", "create or replace function f() returns int as $$ select 1 $$",
            "create trigger t before insert or update of text on answer for each row execute function f()"})
    void whatMayHurtTheVersionBeforeIsSeen(String migration) {
        assertEquals(1, more(migration).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- Don't drop table answer;\ncreate table grade (learner text default '; drop table answer' not null)",
            "create table grade (id int); create unique index once on grade (id); ALTER TABLE grade ALTER COLUMN id SET NOT NULL",
            "create function f() returns int as $$ delete from answer; select 1 $$", "insert into answer (id) values (1)",
            "alter table answer add column grade integer, add column note text check (note in ('a', 'b'))",
            "alter table answer add column grade numeric(3, 1) not null default 0", "alter table answer set (fillfactor = 80)"})
    void anAdditionPasses(String migration) {
        assertEquals(List.of(), more(migration));
    }

    /** @return statements that do more than add; whatever is done to a table that the migration itself has made adds */
    private static List<String> more(String migration) {
        List<String> statements = statements(migration);
        Set<String> made = statements.stream().map(CREATED::matcher).filter(Matcher::find).map(table -> table.group(1))
                .collect(Collectors.toSet());
        return statements.stream().filter(statement -> !adds(statement, made)).toList();
    }

    private static boolean adds(String statement, Set<String> made) {
        Matcher table = ON_TABLE.matcher(statement);
        if (!table.find()) {
            return ELSE_ADDS.matcher(statement).find();
        }
        return made.contains(table.group(1)) || statement.startsWith("alter table")
                && Stream.of(statement.substring(table.end()).split(",")).map(String::strip).allMatch(MigrationsTest::isAddition);
    }

    /** Of a column that the version before needn't fill, or of parameters of storage. */
    private static boolean isAddition(String action) {
        return action.equals("set") || action.startsWith("add column ") && !action.matches(".* (unique|primary key)\\b.*")
                && (!action.contains(" not null") || action.matches(".* default\\b.*"));
    }

    /** In lower case, without comments, bodies of functions, texts, and what is in parentheses. */
    private static List<String> statements(String migration) {
        String code;
        String flat = NO_CODE.matcher(migration).replaceAll(" ").toLowerCase();
        do {
            code = flat;
            flat = code.replaceAll("[(][^()]*[)]", " ");
        } while (!flat.equals(code));
        return Stream.of(code.split(";")).map(statement -> statement.replaceAll("\\s+", " ").strip())
                .filter(statement -> !statement.isEmpty()).toList();
    }
}
