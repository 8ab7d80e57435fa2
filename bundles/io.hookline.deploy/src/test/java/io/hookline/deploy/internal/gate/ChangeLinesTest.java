package io.hookline.deploy.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes as lines for an operator. */
class ChangeLinesTest {

    @Test
    void fewChangesAreListedAndManyAreSummarisedForEachPackage() {
        List<GateChange> changes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            changes.add(new GateChange(
                    "package io.lib", "method removed: io.lib.A.m" + i + "()", Severity.MAJOR, null, null));
        }
        changes.add(new GateChange("package io.lib", "class added: io.lib.B", Severity.MINOR, null, null));
        changes.add(new GateChange("package io.small", "newly exported", Severity.MINOR, null, null));
        assertThat(ChangeLines.of(changes))
                .containsExactly(
                        "MAJOR package io.lib: method removed: io.lib.A.m0(); and 300 further changes of it (1 × class"
                                + " added, 300 × method removed)",
                        "MINOR package io.small: newly exported");
    }
}
