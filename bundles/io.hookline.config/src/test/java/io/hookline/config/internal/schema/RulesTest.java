package io.hookline.config.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    private final Rules rules = LimitRules.rules();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "burst|many|WRONG_TYPE|'burst' has to be a whole number, 1 to 1000, not 'many'",
                "burst|''|WRONG_TYPE|'burst' has to be a whole number, 1 to 1000, not ''; omit the key to use its"
                        + " default",
                "burst|1.5|WRONG_TYPE|'burst' has to be a whole number, 1 to 1000, not '1.5'",
                "burst|-1|OUT_OF_RANGE|'burst' has to be a whole number, 1 to 1000, not '-1'",
                "burst|99999999999999999999|OUT_OF_RANGE|'burst' has to be a whole number, 1 to 1000, not"
                        + " '99999999999999999999'",
                "share|NaN|OUT_OF_RANGE|'share' has to be a number, 0 to 1, not 'NaN'",
                "ratio|NaN|OUT_OF_RANGE|'ratio' has to be a number, finite, not 'NaN'",
                "ratio|Infinity|OUT_OF_RANGE|'ratio' has to be a number, finite, not 'Infinity'",
                "ratio|1e300|OUT_OF_RANGE|'ratio' has to be a number, finite, not '1e300'",
                "share|1.0001|OUT_OF_RANGE|'share' has to be a number, 0 to 1, not '1.0001'",
                "strict|ture|WRONG_TYPE|'strict' has to be true or false, not 'ture'",
                "mode|on|NO_CHOICE|'mode' has to be a text, one of auto, off, not 'on'",
                "header|x y|WRONG_FORM|'header' cannot be 'x y': the field with the key, such as X-Key",
                "label|a|OUT_OF_RANGE|'label' has to be a text, 2 to 4 characters, not 'a'",
                "ports|80, 0|OUT_OF_RANGE|'ports' has to be a whole number, 1 to 65535, not '0'",
                "ports|80, http|WRONG_TYPE|'ports' has to be a whole number, 1 to 65535, not 'http'",
                "brust|5|UNKNOWN_KEY|'brust' is not known; did you mean 'burst'?",
                "Burst|5|UNKNOWN_KEY|'Burst' is not known; did you mean 'burst'?",
                "password|abc|OUT_OF_RANGE|'password' has to be a secret, 4 or more characters, not the given value"
                        + " (it is secret)",
                "label|$[env:NONE]|UNRESOLVED|'label' refers to $[env:NONE], which is not set: set it, or give a"
                        + " default, as in $[env:NAME;default=text]",
                "service.ranking|high|WRONG_TYPE|'service.ranking' has to be a whole number, not 'high'",
            })
    void namesTheKeyTheCauseAndTheRemedy(String key, String value, Reason reason, String message) {
        assertThat(rules.check(Map.of(key, value))).containsExactly(new ConfigurationProblem(reason, key, message));
    }

    @Test
    void aNumberHasItsForm() {
        assertThat(rules.check(Map.of("wait", "-1"))).isEmpty();
        assertThat(rules.check(Map.of("wait", 20L))).isEmpty();
        assertThat(rules.check(Map.of("wait", "0")))
                .containsExactly(new ConfigurationProblem(
                        Reason.WRONG_FORM,
                        "wait",
                        "'wait' cannot be '0': it has to be a whole number, -1 or more, not 0, and its pattern is in"
                                + " hook:config PID schema"));
    }

    @Test
    void refusesNotANumberInAnyJavaType() {
        assertThat(rules.check(Map.of("share", Double.NaN)))
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.OUT_OF_RANGE);
        assertThat(rules.check(Map.of("burst", 5.5d)))
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.WRONG_TYPE);
        assertThat(rules.check(Map.of("burst", true)))
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.WRONG_TYPE);
        assertThat(rules.check(Map.of("label", 200)))
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.WRONG_TYPE);
        assertThat(rules.check(Map.of("burst", new long[] {1, 2})))
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.WRONG_TYPE);
    }

    @Test
    void aRequiredListHasAnElement() {
        Rules required = LimitRules.withRequiredList();
        for (Object empty : new Object[] {"", " , ", new String[0], new String[] {" "}}) {
            assertThat(required.check(Map.of("keys", empty)))
                    .extracting(ConfigurationProblem::reason)
                    .containsExactly(Reason.MISSING_KEY);
        }
        assertThat(required.check(Map.of("keys", "one"))).isEmpty();
    }

    @Test
    void messagesDoNotRevealResolvedPlaceholders() {
        assertThat(rules.check(
                        Map.of("header", "s3cret!", "burst", "s3cret!", "label", "s3cret!", "mode", "s3cret!"),
                        Map.of(
                                "header",
                                "$[prop:h]",
                                "burst",
                                "$[env:B;default=s3cret!]",
                                "label",
                                "s$[prop:l]",
                                "mode",
                                "$[prop:m]")))
                .extracting(ConfigurationProblem::message)
                .allMatch(message -> !message.contains("s3cret!"))
                .containsExactly(
                        "'burst' has to be a whole number, 1 to 1000, not the value of $[env:B]",
                        "'header' cannot be the value of $[prop:h]: the field with the key, such as X-Key",
                        "'label' has to be a text, 2 to 4 characters, not the value of $[prop:l]",
                        "'mode' has to be a text, one of auto, off, not the value of $[prop:m]");
        assertThat(rules.check(Map.of("ports", "80, s3cret!, http"), Map.of("ports", "80, $[prop:p], http")))
                .extracting(ConfigurationProblem::message)
                .containsExactly(
                        "'ports' has to be a whole number, 1 to 65535, not the value of $[prop:p]",
                        "'ports' has to be a whole number, 1 to 65535, not 'http'");
    }

    @Test
    void aMissingPlaceholderIsNamedWithoutRevealingTheOthers() {
        assertThat(rules.check(
                        Map.of("label", "s3cret!$[env:NONE]", "password", "s3cret!$[env:NONE]"),
                        Map.of("label", "$[prop:l]$[env:NONE]", "password", "s3cret!$[env:NONE]")))
                .extracting(ConfigurationProblem::message)
                .containsExactly(
                        "'label' refers to $[env:NONE], which is not set: set it, or give a default, as in"
                                + " $[env:NAME;default=text]",
                        "'password' refers to $[env:NONE], which is not set: set it, or give a default, as in"
                                + " $[env:NAME;default=text]");
    }

    @Test
    void escapesControlCharacters() {
        assertThat(rules.check(Map.of("burst", "\u001B[2J\n", "a\rb", "x")))
                .extracting(ConfigurationProblem::message)
                .containsExactly(
                        "'a\\r"
                                + "b' is not known; there are burst, wait, share, ratio, strict, mode, header, label, ports,"
                                + " names, guards, password",
                        "'burst' has to be a whole number, 1 to 1000, not '\\u001B[2J\\n'");
    }

    @Test
    void acceptsValidSettings() {
        assertThat(rules.check(Map.of(
                        "burst",
                        "7",
                        "share",
                        1,
                        "strict",
                        "true",
                        "mode",
                        "off",
                        "ports",
                        "80, 443",
                        "names",
                        new String[] {"a", "b"},
                        "hook.before",
                        "x",
                        "log.target",
                        "(a=b)")))
                .isEmpty();
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThat(rules.check(Map.of("burst", "many", "mode", "on", "nonsense", "1")))
                .extracting(ConfigurationProblem::key)
                .containsExactlyInAnyOrder("burst", "mode", "nonsense");
    }

    @Test
    void reportsAMissingRequiredKey() {
        assertThat(LimitRules.withRequired().check(Map.of()))
                .containsExactly(
                        new ConfigurationProblem(Reason.MISSING_KEY, "upstream", "'upstream' is missing: text"));
        assertThat(LimitRules.withRequired().check(Map.of("upstream", "x"))).isEmpty();
    }

    @Test
    void settingsMustBeValidForBothReleases() {
        Rules both = LimitRules.ofTwoReleases();

        assertThat(both.check(Map.of("burst", "8", "extra", "2", "share", "0.1")))
                .isEmpty();
        assertThat(both.check(Map.of("burst", "50")))
                .containsExactly(new ConfigurationProblem(
                        Reason.OUT_OF_RANGE, "burst", "'burst' has to be a whole number, 10 at most, not '50'"));
        assertThat(both.of(1).check(Map.of("burst", "50"))).isEmpty();
    }

    @Test
    void acceptsAnythingWithoutRules() {
        assertThat(LimitRules.none().check(Map.of("anything", "goes"))).isEmpty();
    }

    @Test
    void convertsTextToTheTypesOfTheRules() {
        Map<String, Object> typed = rules.typed(Map.of(
                "burst",
                "7",
                "share",
                "0.25",
                "strict",
                "true",
                "ports",
                "80, 443",
                "names",
                "a\\,b, c",
                "mode",
                "on"));

        assertThat(typed)
                .containsEntry("burst", 7L)
                .containsEntry("share", 0.25)
                .containsEntry("strict", true)
                .containsEntry("ports", new Integer[] {80, 443})
                .containsEntry("names", new String[] {"a,b", "c"})
                .containsEntry("mode", "on");
        assertThat(rules.typed(Map.of("burst", "many", "ports", "80, http")))
                .containsEntry("burst", "many")
                .containsEntry("ports", "80, http");
    }

    @Test
    void masksSecrets() {
        assertThat(rules.settings(Map.of("password", "swordfish")))
                .filteredOn(setting -> setting.key().equals("password"))
                .extracting(Setting::value, Setting::byDefault)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Setting.SECRET, Setting.SECRET));
        assertThat(rules.shown("password", "$[secret:db]")).isEqualTo("$[secret:db]");
        assertThat(rules.shown("password", "a$[secret:db]")).isEqualTo(Setting.SECRET);
        assertThat(rules.shown("password", "$[env:DB;default=hunter2]")).isEqualTo(Setting.SECRET);
        assertThat(rules.shown("password", "$[env:DB;type=String;default=hunter2]"))
                .isEqualTo(Setting.SECRET);
        assertThat(rules.shown("password", "$[env:DB;type=String;default=]"))
                .isEqualTo("$[env:DB;type=String;default=]");
        assertThat(LimitRules.none().shown("db.password", "$[env:DB;default=hunter2]"))
                .isEqualTo(Setting.SECRET);
        assertThat(LimitRules.none().shown("db.password", "x")).isEqualTo(Setting.SECRET);
        assertThat(LimitRules.none().shown("apiKeys", "x")).isEqualTo(Setting.SECRET);
    }

    @Test
    void writesAJsonSchema() throws Exception {
        var schema = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(JsonSchema.of("limit", LimitRules.withRequired()));

        var properties = schema.get("properties");
        assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
        assertThat(schema.get("required").toString()).isEqualTo("[\"upstream\"]");
        assertThat(properties.get("burst").get("default").toString()).isEqualTo("20");
        assertThat(properties.get("burst").get("anyOf").get(0).toString())
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}");
        assertThat(properties.get("mode").get("anyOf").get(0).get("enum").toString())
                .isEqualTo("[\"auto\",\"off\"]");
        assertThat(properties.get("header").get("anyOf").get(0).get("pattern").asText())
                .isEqualTo("^(?:[A-Z][A-Za-z-]*)$");
        assertThat(properties.get("password").get("writeOnly").asBoolean()).isTrue();
        assertThat(properties.get("password").has("default")).isFalse();
        assertThat(properties.get("ports").get("anyOf").get(0).get("type").asText())
                .isEqualTo("array");
    }
}
