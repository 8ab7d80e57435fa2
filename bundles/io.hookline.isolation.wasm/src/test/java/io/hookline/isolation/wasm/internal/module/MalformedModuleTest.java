package io.hookline.isolation.wasm.internal.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.deploy.DeployRefusedException;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.BadModuleException;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that are no modules, though they look like some. */
@Timeout(60)
class MalformedModuleTest {

    private static final int MUTANTS = 2_000;
    private static final byte[] MOST = {-1, -1, -1, -1, 0x0f};
    private static final byte[] HEAD = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final EndiveEngine engine = new EndiveEngine(null);
    private final ModuleCheck check = new ModuleCheck(engine, Running.SETTINGS);

    private static byte[] good() {
        Filter filter = new Filter("proxy_log(i32,i32,i32)->i32");
        filter.module()
                .table(3)
                .export(
                        "proxy_on_request_headers",
                        "(i32,i32,i32)->i32",
                        2,
                        filter.call(filter.text(new Code().i32(2), "a line"), "proxy_log")
                                .i32(0));
        return filter.build("name = filter", "version = 1.0.0", "points = http.pre-request");
    }

    /** Checks and compiles it: it is taken or refused, and nothing else is thrown. */
    private void take(byte[] module, String what) {
        try {
            check.check(module);
            engine.compile(module);
        } catch (DeployRefusedException | BadModuleException e) {
            assertThat(e.getMessage()).as(what).isNotEmpty();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void changedBytesAndCutFilesAreTakenOrRefused() throws Exception {
        byte[] good = good();
        check.check(good);
        Random random = new Random(16);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = good.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                mutant[HEAD.length + random.nextInt(mutant.length - HEAD.length)] = (byte) random.nextInt(256);
            }
            take(mutant, "mutant " + i);
        }
        for (int length = 0; length < good.length; length++) {
            take(Arrays.copyOf(good, length), "cut at " + length);
        }
    }

    @Test
    void aCountThatNoFileHoldsIsRefusedWithoutItsMemory() throws Exception {
        for (int section = 1; section <= 13; section++) {
            byte[] module = section(section, MOST);
            assertThatThrownBy(() -> check.check(module))
                    .as("section " + section)
                    .isInstanceOf(DeployRefusedException.class);
            engineTakes(module);
        }
        // A function of one type, with four billion locals.
        byte[] locals = join(
                HEAD,
                new byte[] {1, 4, 1, 0x60, 0, 0},
                new byte[] {3, 2, 1, 0},
                new byte[] {10, 10, 1, 8, 1},
                MOST,
                new byte[] {0x7f, 0x0b});
        assertThatThrownBy(() -> engine.compile(locals)).isInstanceOf(BadModuleException.class);
    }

    /** Each table may grow to the limit, so their number is limited too. */
    @Test
    void manyTablesAreRefused() {
        Filter filter = new Filter();
        for (int i = 0; i < 11; i++) {
            filter.module().table(0);
        }
        byte[] module = filter.build("name = filter", "version = 1.0.0", "points = http.pre-request");
        assertThatThrownBy(() -> check.check(module))
                .isInstanceOf(DeployRefusedException.class)
                .hasMessageContaining("more than 10 tables");
    }

    private void engineTakes(byte[] module) {
        try {
            engine.compile(module);
        } catch (BadModuleException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void blocksWithinBlocksWithoutEndAreTakenOrRefused() {
        int depth = 100_000;
        byte[] body = new byte[3 * depth + 2];
        for (int i = 0; i < depth; i++) {
            body[1 + 2 * i] = 0x02;
            body[2 + 2 * i] = 0x40;
        }
        Arrays.fill(body, 2 * depth + 1, body.length, (byte) 0x0b);
        byte[] code = join(new byte[] {1}, size(body.length), body);
        byte[] module = join(
                HEAD,
                new byte[] {1, 4, 1, 0x60, 0, 0},
                new byte[] {3, 2, 1, 0},
                new byte[] {10},
                size(code.length),
                code);
        engineTakes(module);
    }

    private static byte[] section(int id, byte[] content) {
        return join(HEAD, new byte[] {(byte) id, (byte) content.length}, content);
    }

    private static byte[] size(int value) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (((value >>> (7 * i)) & 0x7f) | (i < bytes.length - 1 ? 0x80 : 0));
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
