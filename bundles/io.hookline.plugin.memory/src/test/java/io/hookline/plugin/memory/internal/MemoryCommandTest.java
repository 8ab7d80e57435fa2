package io.hookline.plugin.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryCommandTest {

    private final MemoryCommand command = new MemoryCommand();

    @Test
    void collectingIsForOperators() {
        assertThat(command.permission(arguments(Map.of()))).isEqualTo(Role.VIEWER);
        assertThat(command.permission(arguments(Map.of("--collect", List.of("")))))
                .isEqualTo(Role.OPERATOR);
    }

    private static Arguments arguments(Map<String, List<String>> options) {
        return new Arguments("hook:memory", "", options, List.of());
    }
}
