package io.hookline.isolation.wasm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.ModuleBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndiveEngineTest {

    @TempDir
    Path folder;

    private final EndiveEngine engine = new EndiveEngine(null);

    private static byte[] adding() {
        return new ModuleBuilder()
                .memory(1, 100)
                .export("add", "(i32,i32)->i32", 0, new Code().get(0).get(1).add())
                .build();
    }

    private GuestInstance instance(ModuleBuilder module) throws BadModuleException {
        return engine.compile(module.build()).instantiate(List.of(), 2, 10);
    }

    private static GuestFunction function(GuestInstance instance, String name) {
        GuestFunction function = instance.function(name);
        assertThat(function).as(name).isNotNull();
        return function;
    }

    @Test
    void aFunctionIsCalledAndAnUnknownOneIsNull() throws Exception {
        GuestInstance instance = engine.compile(adding()).instantiate(List.of(), 2, 10);
        assertThat(function(instance, "add").call(2, 3)).isEqualTo(5);
        assertThat(instance.function("subtract")).isNull();
    }

    @Test
    void memoryGrowsToItsLimitAndNotBeyond() throws Exception {
        GuestInstance instance = instance(new ModuleBuilder()
                .memory(1, 100)
                .export("grow", "(i32)->i32", 0, new Code().get(0).grow()));
        assertThat((int) function(instance, "grow").call(1)).isEqualTo(1);
        assertThat((int) function(instance, "grow").call(1)).isEqualTo(-1);
        assertThat(instance.pages()).isEqualTo(2);
    }

    @Test
    void aTableGrowsToItsLimitAndNoInstanceGrowsThatOfTheNext() throws Exception {
        CompiledModule code = engine.compile(new ModuleBuilder()
                .table(1)
                .export("grow", "()->i32", 0, new Code().growTable(5))
                .build());
        for (int i = 0; i < 2; i++) {
            GuestFunction grow = function(code.instantiate(List.of(), 2, 10), "grow");
            assertThat((int) grow.call()).isEqualTo(1);
            assertThat((int) grow.call()).isEqualTo(-1);
        }
    }

    @Test
    void trapsAndEndlessRecursionAreReportedAsSuch() throws Exception {
        ModuleBuilder module = new ModuleBuilder().export("trap", "()->", 0, new Code().trap());
        module.export("recurse", "()->", 0, new Code().call(1));
        GuestInstance instance = instance(module);
        assertThatThrownBy(() -> function(instance, "trap").call())
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("unreachable");
        assertThatThrownBy(() -> function(instance, "recurse").call())
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("call stack exhausted");
    }

    @Test
    void aHostReadsNothingOutsideOfTheMemory() throws Exception {
        GuestInstance instance = instance(new ModuleBuilder().memory(1, 1));
        assertThat(instance.read(65_535, 1)).hasSize(1);
        assertThatThrownBy(() -> instance.read(65_535, 2)).isInstanceOf(BadAddressException.class);
        assertThatThrownBy(() -> instance.read(-1, 1)).isInstanceOf(BadAddressException.class);
        assertThatThrownBy(() -> instance.read(0, -1)).isInstanceOf(BadAddressException.class);
        assertThatThrownBy(() -> instance.read(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(BadAddressException.class);
        assertThatThrownBy(() -> instance.writeInt(65_533, 1)).isInstanceOf(BadAddressException.class);
    }

    @Test
    void whatIsNoModuleIsRefused() {
        assertThatThrownBy(() -> engine.inspect(new byte[] {0, 'a', 's', 'm', 9, 9, 9, 9}))
                .isInstanceOf(BadModuleException.class);
        byte[] cut = Arrays.copyOf(adding(), adding().length - 4);
        assertThatThrownBy(() -> engine.inspect(cut)).isInstanceOf(BadModuleException.class);
    }

    @Test
    void aCompiledModuleIsTakenFromTheCacheUnlessItIsDamaged() throws Exception {
        CodeCache cache = new CodeCache(folder.resolve("cache"));
        new EndiveEngine(cache).compile(adding());
        Path file = onlyFile();
        byte[] content = Files.readAllBytes(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        GuestInstance again = new EndiveEngine(cache).compile(adding()).instantiate(List.of(), 2, 10);
        assertThat(function(again, "add").call(2, 3)).isEqualTo(5);
        assertThat(Files.getLastModifiedTime(file).toMillis())
                .as("written once")
                .isZero();
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        GuestInstance mended = new EndiveEngine(cache).compile(adding()).instantiate(List.of(), 2, 10);
        assertThat(function(mended, "add").call(2, 3)).isEqualTo(5);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(content);
    }

    @Test
    void aCacheThatOthersCanWriteToIsNotUsed() throws Exception {
        Path open = folder.resolve("cache");
        CodeCache cache = new CodeCache(open);
        new EndiveEngine(cache).compile(adding());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path file = onlyFile();
        Files.write(file, new byte[] {1});
        new EndiveEngine(cache).compile(adding());
        assertThat(Files.size(file)).as("neither read nor mended").isEqualTo(1);
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(folder.resolve("cache"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
