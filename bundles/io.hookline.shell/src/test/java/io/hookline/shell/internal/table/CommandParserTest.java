package io.hookline.shell.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandOption;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandParserTest {

    private static final CommandParser ONE = parser(
            "go",
            CommandDescription.of("Goes.")
                    .withArgument(CommandArgument.required("FILE"))
                    .withOptions(CommandOption.value("--ready", "SECONDS", "How long.")));
    private static final CommandParser NONE = parser("list", CommandDescription.of("Lists."));
    private static final CommandParser MANY = parser(
            "many",
            CommandDescription.of("Takes many.")
                    .withArgument(CommandArgument.required("A"))
                    .withArgument(CommandArgument.optional("B"))
                    .withArgument(CommandArgument.any("C"))
                    .withOptions(CommandOption.value("--arg", "VALUE", "Repeated.")));

    private static CommandParser parser(String name, CommandDescription description) {
        return new CommandParser(new CommandId("hook", name), description);
    }

    private static Arguments parse(CommandParser parser, String... words) {
        return parser.parse(List.of(words));
    }

    @Test
    void optionsStandAnywhereAndTheirValuesBehindABlankOrAnEqualsSign() {
        for (String[] words : new String[][] {
            {"--json", "--ready", "5", "a.jar"}, {"a.jar", "--ready=5", "--json"}, {"--ready", "5", "a.jar", "--json"}
        }) {
            Arguments given = parse(ONE, words);
            assertThat(given.positional()).containsExactly("a.jar");
            assertThat(given.has("--json")).isTrue();
            assertThat(given.number("--ready", 1, 0)).isEqualTo(5);
        }
        assertThat(parse(ONE, "a.jar").number("--ready", 1, 30)).isEqualTo(30);
        assertThat(parse(ONE, "a.jar").value("--ready", "none")).isEqualTo("none");
    }

    @Test
    void whatStandsBehindTwoDashesAndANumberBelowZeroIsNoOption() {
        assertThat(parse(ONE, "--", "--json").positional()).containsExactly("--json");
        assertThat(parse(ONE, "-1").positional()).containsExactly("-1");
        assertThat(parse(ONE, "-").positional()).containsExactly("-");
        assertThat(CommandParser.asksForHelp(List.of("a", "--help"))).isTrue();
        assertThat(CommandParser.asksForHelp(List.of("a", "--", "--help"))).isFalse();
    }

    @Test
    void anUnknownOptionIsRefusedWithTheNearestAndThoseThereAre() {
        assertThatThrownBy(() -> parse(ONE, "--redy=5", "a.jar"))
                .hasToString(
                        "hook:go has no option --redy. Did you mean --ready? There is: --help, --json, --output, --ready."
                                + " Usage: hook:go [OPTION…] FILE; more: hook:go --help");
        assertThatThrownBy(() -> parse(ONE, "-j\u001B", "a.jar")).hasMessageContaining("no option -j\\u001B.");
        assertThatThrownBy(() -> parse(ONE, "--read", "5", "a.jar")).hasMessageContaining("no option --read.");
    }

    @Test
    void anOptionWithoutItsValueOrWithAValueTooManyIsRefused() {
        String usage = " Usage: hook:go [OPTION…] FILE; more: hook:go --help";
        for (String[] words :
                new String[][] {{"a.jar", "--ready"}, {"--ready", "--json", "a.jar"}, {"--ready=", "a"}}) {
            assertThatThrownBy(() -> parse(ONE, words))
                    .hasToString("hook:go takes --ready with a value: --ready SECONDS." + usage);
        }
        assertThatThrownBy(() -> parse(ONE, "--json=yes", "a.jar"))
                .hasToString("hook:go takes --json without a value." + usage);
    }

    @Test
    void tooFewAndTooManyWordsAreRefused() {
        assertThatThrownBy(() -> parse(ONE, "--json"))
                .hasToString("hook:go needs FILE. Usage: hook:go [OPTION…] FILE; more: hook:go --help");
        assertThatThrownBy(() -> parse(ONE, "a", "b\n"))
                .hasToString("hook:go takes only FILE, so not \"b\\n\"."
                        + " Usage: hook:go [OPTION…] FILE; more: hook:go --help");
        assertThatThrownBy(() -> parse(NONE, "x"))
                .hasToString("hook:list takes no argument, so not \"x\"."
                        + " Usage: hook:list [OPTION…]; more: hook:list --help");
    }

    @Test
    void aBadNumberIsToldAsWhatItIs() {
        assertThatThrownBy(() -> parse(ONE, "--ready", "x", "a").number("--ready", 1, 0))
                .hasToString("--ready is a number, 1 or more, not \"x\"");
        assertThatThrownBy(() -> parse(ONE, "--ready", "0", "a").number("--ready", 1, 0))
                .hasToString("--ready is a number, 1 or more, not \"0\"");
    }

    @Test
    void argumentsAreFoundByTheirPlaceAndRepeatedOptionsInOrder() {
        Arguments given = parse(MANY, "a", "--arg", "1", "b", "c", "--arg=2", "d");
        assertThat(given.positional(0)).isEqualTo("a");
        assertThat(given.positional().subList(1, 4)).containsExactly("b", "c", "d");
        assertThat(given.positional(4)).isEmpty();
        assertThat(given.all("--arg")).containsExactly("1", "2");
        assertThat(given.value("--arg")).isEqualTo("2");
        assertThatThrownBy(() -> parse(MANY)).hasMessageContaining("needs A. Usage: hook:many [OPTION…] A [B] [C…];");
    }

    @Test
    void argumentsThatCannotBeToldApartAreNoDescription() {
        CommandDescription repeated = CommandDescription.of("x").withArgument(CommandArgument.some("A"));
        assertThatThrownBy(() -> repeated.withArgument(CommandArgument.optional("B")))
                .hasMessageContaining("the argument B cannot follow A…");
        CommandDescription optional = CommandDescription.of("x").withArgument(CommandArgument.optional("A"));
        assertThatThrownBy(() -> optional.withArgument(CommandArgument.required("B")))
                .hasMessageContaining("the argument B cannot follow [A]");
    }
}
