package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ServicePropertiesTest {

    @Test
    void readsAWellFormedHook() {
        HookInfo info = read(Map.of(
                "hook.at", "a.point",
                "component.name", "audit",
                "service.ranking", 7,
                "hook.before", "one",
                "hook.after", new String[] {"two", "three"}));
        assertThat(info.problems()).isEmpty();
        assertThat(info.point()).isEqualTo("a.point");
        assertThat(info.name()).isEqualTo("audit");
        assertThat(info.ranking()).isEqualTo(7);
        assertThat(info.before()).containsExactly("one");
        assertThat(info.after()).containsExactly("two", "three");
        assertThat(info.label()).isEqualTo("org.example/audit@1.2.3");
    }

    @Test
    void theHookNamePropertyPrecedesTheComponentNameAndAnUnnamedHookGetsAUniqueName() {
        assertThat(read(Map.of("hook.at", "p", "hook.name", "mine", "component.name", "x"))
                        .name())
                .isEqualTo("mine");
        assertThat(read(Map.of("hook.at", "p")).name()).isEqualTo("org.example#5");
    }

    @Test
    void aHookMayBelongToAReleaseThatIsNotItsBundle() {
        ReleaseId rule = new ReleaseId("limit", "2.0.0", 1_000);
        HookInfo info = read(Map.of("hook.at", "p", "hook.release", rule));
        assertThat(info.problems()).isEmpty();
        assertThat(info.release()).isEqualTo(rule);
        assertThat(info.plugin()).isEqualTo("limit");
        assertThat(read(Map.of("hook.at", "p", "hook.release", "limit")).problems())
                .containsExactly("service property hook.release has to be a ReleaseId, found 'limit' of type"
                        + " java.lang.String");
    }

    @Test
    void aHookMayDeclareThatItNeverBlocks() {
        assertThat(read(Map.of("hook.at", "p")).nonBlocking()).isNull();
        assertThat(read(Map.of("hook.at", "p", "hook.nonblocking", true)).nonBlocking())
                .isTrue();
        assertThat(read(Map.of("hook.at", "p", "hook.nonblocking", "false")).nonBlocking())
                .isFalse();
        assertThat(read(Map.of("hook.at", "p", "hook.nonblocking", "yes")).problems())
                .containsExactly("service property hook.nonblocking has to be true or false, a Boolean or a string,"
                        + " found 'yes' of type java.lang.String");
    }

    @Test
    void acceptsCollectionsOfNames() {
        assertThat(read(Map.of("hook.at", "p", "hook.before", List.of("a", "b")))
                        .before())
                .containsExactly("a", "b");
    }

    @Test
    void reportsEachWrongPropertyWithItsValue() {
        HookInfo info = read(Map.of(
                "hook.at",
                5,
                "service.ranking",
                "high",
                "hook.before",
                List.of(1),
                "hook.after",
                2L,
                "hook.name",
                " "));
        assertThat(info.problems())
                .hasSize(5)
                .anySatisfy(text -> assertThat(text).contains("hook.at", "'5'", "java.lang.Integer"))
                .anySatisfy(text -> assertThat(text).contains("service.ranking", "an Integer", "'high'"))
                .anySatisfy(text -> assertThat(text).contains("hook.before"))
                .anySatisfy(text -> assertThat(text).contains("hook.after"))
                .anySatisfy(text -> assertThat(text).contains("hook.name"));
    }

    private static HookInfo read(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", 5L);
        all.put("objectClass", new String[] {"org.example.Contract"});
        return ServiceProperties.read(all, "org.example", Version.valueOf("1.2.3"), 9);
    }
}
