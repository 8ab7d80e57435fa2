package io.hookline.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the WebAssembly module of the sandbox demo: a proxy-wasm filter that adds a header field to responses, or that
 * spins instead. So the demo needs no compiler, and the sources hold no binary file.
 */
final class DemoModule {

    private static final int RESPONSE_HEADERS = 2;
    private static final int ROOM = 4096;
    private static final byte I32 = 0x7f;
    private static final byte FUNCTION = 0x60;
    private static final byte END = 0x0b;

    private DemoModule() {}

    /** Adds a field to each response. */
    static byte[] adding(String plugin, String version, String name, String value) {
        byte[] body = join(
                number(RESPONSE_HEADERS),
                number(0),
                number(name.length()),
                number(name.length()),
                number(value.length()),
                // Calls the import, and drops its status.
                new byte[] {0x10, 0, 0x1a});
        // The most that operators allow by default: the machine may be busy.
        return module(plugin, version, 1_000, name + value, body);
    }

    /** Does not come back from any response. */
    static byte[] spinning(String plugin, String version) {
        // loop, branch to its beginning, end
        return module(plugin, version, 50, "", new byte[] {0x03, 0x40, 0x0c, 0, END});
    }

    private static byte[] module(String plugin, String version, int millis, String data, byte[] onResponse) {
        byte[] imported = join(text("env"), text("proxy_add_header_map_value"), new byte[] {0}, new byte[] {0});
        return join(
                new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0},
                section(1, List.of(type(5, 1), type(0, 0), type(1, 1), type(3, 1))),
                section(2, List.of(imported)),
                section(3, List.of(new byte[] {1}, new byte[] {2}, new byte[] {3})),
                section(5, List.of(new byte[] {0, 1})),
                section(
                        7,
                        List.of(
                                join(text("memory"), new byte[] {2, 0}),
                                join(text("proxy_abi_version_0_2_1"), new byte[] {0, 1}),
                                join(text("proxy_on_memory_allocate"), new byte[] {0, 2}),
                                join(text("proxy_on_response_headers"), new byte[] {0, 3}))),
                section(10, List.of(code(new byte[0]), code(number(ROOM)), code(join(onResponse, number(0))))),
                section(11, List.of(join(new byte[] {0}, number(0), new byte[] {END}, text(data)))),
                custom("name = " + plugin + "\nversion = " + version + "\npoints = http.post-process\ntime = " + millis
                        + "\n"));
    }

    private static byte[] type(int parameters, int results) {
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        type.write(FUNCTION);
        for (int count : new int[] {parameters, results}) {
            byte[] types = new byte[count];
            Arrays.fill(types, I32);
            type.write(count);
            type.writeBytes(types);
        }
        return type.toByteArray();
    }

    private static byte[] code(byte[] instructions) {
        byte[] body = join(new byte[] {0}, instructions, new byte[] {END});
        return join(unsigned(body.length), body);
    }

    /** The instruction that puts a number on the stack. */
    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x41);
        int rest = value;
        while (rest > 0x3f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] section(int id, List<byte[]> items) {
        byte[] content = join(items.toArray(new byte[0][]));
        byte[] counted = join(unsigned(items.size()), content);
        return join(new byte[] {(byte) id}, unsigned(counted.length), counted);
    }

    private static byte[] custom(String manifest) {
        byte[] content = join(text("hookline"), manifest.getBytes(StandardCharsets.UTF_8));
        return join(new byte[] {0}, unsigned(content.length), content);
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return join(unsigned(bytes.length), bytes);
    }

    private static byte[] unsigned(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
