package io.hookline.isolation.wasm.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import org.junit.jupiter.api.Test;

class ManifestSectionTest {

    /** As long as a size of one byte, and longer. */
    @Test
    void aPackedModuleHasItsManifest() throws Exception {
        for (int length : new int[] {1, 100, 20_000}) {
            String text = "name = policy.a\nversion = 1.2.0\npoints = http.pre-request\nconfiguration = "
                    + "x".repeat(length);
            byte[] packed = ManifestSection.append(new Filter().module().build(), text);
            CheckedModule checked = new ModuleCheck(new EndiveEngine(null), Running.SETTINGS).check(packed);
            assertThat(checked.manifest().name()).isEqualTo("policy.a");
            assertThat(checked.manifest().configuration()).hasSize(length);
        }
    }
}
