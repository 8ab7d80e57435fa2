package io.hookline.plugin.policy.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.plugin.policy.internal.PolicyState;
import io.hookline.plugin.policy.internal.RunningPolicy;
import io.hookline.plugin.policy.rule.Policies;
import io.hookline.plugin.policy.rule.Policy;
import io.hookline.plugin.policy.rule.PolicyCompiler;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.OutputFormat;
import io.hookline.shell.command.ResultFormatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code hook:policy}. */
class PolicyCommandTest {

    private static final String POLICY = "'rolesClaim': 'realm.roles', 'roles': {'reader': {}},"
            + " 'principals': {'ann': 'reader'}, 'rules': ["
            + "{'name': 'read', 'effect': 'allow', 'methods': 'GET', 'paths': '/records/**', 'roles': 'reader'},"
            + "{'name': 'prod', 'effect': 'deny',"
            + " 'when': 'request.headers.x != \\u0027a\\u0027 && request.client != \\u002710.0.0.1\\u0027'},"
            + "{'name': 'level', 'effect': 'allow', 'paths': '/level', 'when': 'claims.level >= 3 && now.getFullYear() == 2030'}]";

    @TempDir
    Path folder;

    private PolicyState state;
    private final PolicyCommand command = new PolicyCommand(new RunningPolicy() {
        @Override
        public PolicyState state() {
            return state;
        }

        @Override
        public PolicyCompiler compiler() {
            return Policies.compiler();
        }
    });

    PolicyCommandTest() throws Exception {
        state = applied(Policies.policy(POLICY));
    }

    @Test
    void testSaysTheDecisionAndWhatEachRuleSays() throws Exception {
        assertThat(run("test", "GET", "/records/7", "--role", "reader", "--header", "X=a"))
                .contains("allow by read: the rule read applies", state.policy().digest())
                .containsPattern("level +allow +another path");
        assertThat(run("test", "GET", "/records/7", "--principal", "ann", "--header", "X=a"))
                .contains("allow by read");
        assertThat(run("test", "GET", "/records", "--claim", "realm.roles=[\"reader\"]", "--header", "X=a"))
                .contains("allow by read");
        assertThat(run(
                        "test",
                        "GET",
                        "/level",
                        "--claim",
                        "level=5",
                        "--at",
                        "2030-01-02T00:00:00Z",
                        "--header",
                        "X=a"))
                .contains("allow by level");
        assertThat(run("test", "GET", "/level", "--claim", "level=5", "--header", "X=a"))
                .contains("deny: no rule");
        assertThat(run("test", "GET", "/records/7", "--role", "reader", "--header", "X=b"))
                .contains("deny by prod");
        assertThat(run("test", "GET", "/records/7", "--role", "reader", "--header", "X=b", "--client", "10.0.0.1"))
                .contains("allow by read");
        assertThat(run("test", "GET", "/records//7")).startsWith("deny: its path has an empty segment");
        assertThat(state.policy().rules()).allMatch(rule -> rule.hits() == 0);
    }

    @Test
    void testTakesAFileToo() throws Exception {
        write("p.json", "{'version': 1, 'rules': [{'name': 'open', 'effect': 'allow'}]}");
        assertThat(run("test", "PUT", "/x", "--file", "p.json")).contains("allow by open");
    }

    @Test
    void checkRunsTheTestsOfAFileAndFailsWithThem() throws Exception {
        write(
                "p.json",
                "{'version': 1, 'rules': [{'name': 'open', 'effect': 'allow'}], 'tests': ["
                        + "{'name': 'one', 'request': 'GET /', 'expect': 'allow'},"
                        + "{'name': 'two', 'request': 'GET /', 'expect': 'deny'}]}");
        CommandResult result = command.run(context("check", "p.json"));
        assertThat(result.failure()).isEqualTo("1 of 2 tests fail: this policy would not be applied");
        assertThat(ResultFormatter.text(120).format(result))
                .contains("1 rules, 2 tests")
                .containsPattern("two +1 +FAILED +allow by open");
        assertThat(ResultFormatter.json().format(result)).contains("\"passed\" : false");
        write("p.json", "{'version': 1, 'rules': [{'nam': 'open'}]}");
        assertThatThrownBy(() -> run("check", "p.json"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(
                        "p.json is refused: line 1, column 27: a rule has no key 'nam'. Did you mean name?");
        assertThatThrownBy(() -> run("check", "q.json")).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> run("check", ".")).hasMessageContaining("is not a regular file");
    }

    @Test
    void showSaysWhatAppliesHowOftenRulesDecidedAndWhatIsRefused() throws Exception {
        Policy policy = state.policy();
        policy.decide(
                new Policies.Request("GET", "/records")
                        .header("X", "a")
                        .principal("ann")
                        .build(),
                Policies.LIMIT);
        policy.decide(new Policies.Request("PUT", "/").header("X", "a").build(), Policies.LIMIT);
        assertThat(run("show"))
                .contains(policy.digest(), "3 rules, 1 roles, 0 tests passed")
                .containsPattern("read +allow +1 ")
                .containsPattern("- +deny +1 +no rule allows it")
                .doesNotContain("refused");
        state = new PolicyState(
                Path.of("/p.json"), policy, Instant.EPOCH, true, "line 1: wrong\u001b[2J", "d", Instant.EPOCH);
        assertThat(run("show"))
                .contains(
                        "from the kept copy of the last good policy",
                        "since 1970-01-01T00:00:00Z: line 1: wrong\\u001B");
        assertThat(ResultFormatter.json().format(command.run(context("show")))).contains("\"kept\" : true");
        state = new PolicyState(Path.of("/p.json"), null, null, false, "it is empty", "d", Instant.EPOCH);
        assertThat(run("show")).contains("none: all requests are refused", "it is empty");
        assertThatThrownBy(() -> run("test", "GET", "/")).hasMessageContaining("no policy applies");
    }

    @Test
    void whatIsMistypedIsExplained() {
        assertThatThrownBy(() -> run("sow")).hasMessageContaining("knows show, test and check");
        assertThatThrownBy(() -> run("test", "GET")).hasMessageContaining("test takes a method and a path");
        assertThatThrownBy(() -> run("check")).hasMessageContaining("check takes a file");
        assertThatThrownBy(() -> run("show", "x")).hasMessageContaining("show takes no argument");
        assertThatThrownBy(() -> run("test", "GET", "/", "--claim", "x")).hasMessageContaining("--claim is NAME=VALUE");
        assertThatThrownBy(() -> run("test", "GET", "/", "--certificate", "cn=x"))
                .hasMessageContaining("--certificate is subject=…, name=… or fingerprint=…");
        assertThatThrownBy(() -> run("test", "GET", "/", "--at", "x")).hasMessageContaining("--at is a time");
        assertThatThrownBy(() -> run("test", "GET", "/", "--claim", "a=1", "--claim", "a.b=1"))
                .hasMessageContaining("which is no object");
    }

    private String run(String... words) {
        return ResultFormatter.text(140).format(command.run(context(words)));
    }

    private CommandContext context(String... words) {
        Map<String, List<String>> options = new HashMap<>();
        List<String> positional = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("--")) {
                options.computeIfAbsent(words[i], name -> new ArrayList<>()).add(words[++i]);
            } else {
                positional.add(words[i]);
            }
        }
        Arguments arguments = new Arguments("hook:policy", "Usage: …", options, positional);
        return new CommandContext() {
            @Override
            public String reason() {
                return "";
            }

            @Override
            public Arguments arguments() {
                return arguments;
            }

            @Override
            public void progress(String line) {}

            @Override
            public void redraw(String text) {}

            @Override
            public void item(Object data, String line) {}

            @Override
            public OutputFormat format() {
                return OutputFormat.TABLE;
            }

            @Override
            public Actor actor() {
                return Actor.RUNTIME;
            }

            @Override
            public int width() {
                return 140;
            }

            @Override
            public Path folder() {
                return folder;
            }
        };
    }

    private void write(String name, String content) throws IOException {
        Files.write(folder.resolve(name), Policies.bytes(content));
    }

    private static PolicyState applied(Policy policy) {
        return new PolicyState(Path.of("/p.json"), policy, Instant.EPOCH, false, null, "", null);
    }
}
