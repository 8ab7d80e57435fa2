package io.hookline.unload.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LoaderHoldersTest {

    @Test
    void whatIsNotOpenIsNotedWithTheOptionThatOpensIt() {
        InspectionFindings found = new InspectionFindings();

        Object value = new JdkFields(found).read(java.nio.Buffer.class, "mark", ByteBuffer.allocate(1));

        assertThat(value).isNull();
        assertThat(found.inspection().blind())
                .singleElement()
                .asString()
                .contains("java.nio.Buffer.mark")
                .contains("--add-opens java.base/java.nio=ALL-UNNAMED");
    }

    @Test
    void whatThisJdkDoesNotHaveIsNoted() {
        InspectionFindings found = new InspectionFindings();
        JdkFields fields = new JdkFields(found);

        assertThat(fields.read(Thread.class, "noSuchField", Thread.currentThread()))
                .isNull();
        assertThat(fields.readStatic("java.lang.NoSuchClass", "field")).isNull();

        assertThat(found.inspection().blind()).hasSize(2);
    }

    @Test
    void aThreadBelowTheLoaderHoldsIt() {
        ClassLoader plugin = new FakePlugin();
        ClassLoader below = new ClassLoader(plugin) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(below);
        try {
            assertThat(new LoaderHolders().inspect(plugin).holders())
                    .extracting(Holder::kind)
                    .contains(HolderKind.CONTEXT_CLASS_LOADER);
            assertThat(new LoaderHolders().inspect(new FakePlugin()).holders())
                    .as("another release of the same classes")
                    .isEmpty();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void findingsHaveAnEnd() {
        InspectionFindings found = new InspectionFindings();
        for (int each = 0; each < 150; each++) {
            found.add(HolderKind.MBEAN, "bean " + each);
            found.add(HolderKind.MBEAN, "bean 0");
        }

        assertThat(found.inspection().holders()).hasSize(100);
        assertThat(found.inspection().blind()).containsExactly("50 more holders than the 100 that are shown");
    }
}
