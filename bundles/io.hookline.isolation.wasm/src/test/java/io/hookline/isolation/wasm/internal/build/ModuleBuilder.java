package io.hookline.isolation.wasm.internal.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes WebAssembly modules, so that tests need no toolchain and no binary files. Imports come first and have the
 * first numbers among the functions; the memory is exported as {@code memory}.
 */
public final class ModuleBuilder {

    private final List<byte[]> types = new ArrayList<>();
    private final List<byte[]> imports = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> exports = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private final List<byte[]> custom = new ArrayList<>();
    private byte[] memory = {0, 1};
    private final List<byte[]> tables = new ArrayList<>();
    private int start = -1;

    /** An import of a function; returns its number. */
    public int importFunction(String module, String name, String signature) {
        imports.add(join(text(module), text(name), new byte[] {0}, unsigned(type(signature))));
        return imports.size() - 1;
    }

    /** A function with some locals of type i32 and the code of its body; returns its number. */
    public int function(String signature, int locals, Code code) {
        functions.add(type(signature));
        byte[] declared = locals == 0 ? new byte[] {0} : join(new byte[] {1}, unsigned(locals), new byte[] {0x7f});
        byte[] body = join(declared, code.bytes(), new byte[] {0x0b});
        bodies.add(join(unsigned(body.length), body));
        return imports.size() + functions.size() - 1;
    }

    /** Exports a function. */
    public ModuleBuilder export(String name, int function) {
        exports.add(join(text(name), new byte[] {0}, unsigned(function)));
        return this;
    }

    /** A function that is exported. */
    public ModuleBuilder export(String name, String signature, int locals, Code code) {
        return export(name, function(signature, locals, code));
    }

    /** Pages of memory. */
    public ModuleBuilder memory(int initial, int maximum) {
        memory = join(new byte[] {1}, unsigned(initial), unsigned(maximum));
        return this;
    }

    /** A memory that threads share. */
    public ModuleBuilder sharedMemory() {
        memory = new byte[] {3, 1, 1};
        return this;
    }

    /** A type of objects that the garbage collector keeps: a struct without fields. */
    public ModuleBuilder structType() {
        types.add(new byte[] {0x5f, 0});
        return this;
    }

    /** One more table of functions. */
    public ModuleBuilder table(int entries) {
        tables.add(join(new byte[] {0x70, 0}, unsigned(entries)));
        return this;
    }

    /** A variable of type i32; returns its number. */
    public int global(int value) {
        globals.add(join(new byte[] {0x7f, 1, 0x41}, signed(value), new byte[] {0x0b}));
        return globals.size() - 1;
    }

    /** The function that runs when an instance is made. */
    public ModuleBuilder start(int function) {
        start = function;
        return this;
    }

    /** Bytes in memory from the beginning. */
    public ModuleBuilder data(int address, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        data.add(join(new byte[] {0, 0x41}, signed(address), new byte[] {0x0b}, unsigned(bytes.length), bytes));
        return this;
    }

    /** The manifest. */
    public ModuleBuilder manifest(String... lines) {
        custom.add(section(0, join(text("hookline"), String.join("\n", lines).getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    /** The module. */
    public byte[] build() {
        exports.add(join(text("memory"), new byte[] {2, 0}));
        byte[] module = join(
                new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0},
                section(1, vector(types)),
                section(2, vector(imports)),
                section(
                        3,
                        vector(functions.stream().map(ModuleBuilder::unsigned).toList())),
                tables.isEmpty() ? new byte[0] : section(4, vector(tables)),
                section(5, vector(List.of(memory))),
                section(6, vector(globals)),
                section(7, vector(exports)),
                start < 0 ? new byte[0] : section(8, unsigned(start)),
                section(10, vector(bodies)),
                section(11, vector(data)));
        for (byte[] one : custom) {
            module = join(module, one);
        }
        return module;
    }

    private int type(String signature) {
        int arrow = signature.indexOf(")->");
        byte[] type = join(
                new byte[] {0x60},
                vector(values(signature.substring(1, arrow))),
                vector(values(signature.substring(arrow + 3))));
        types.add(type);
        return types.size() - 1;
    }

    private static List<byte[]> values(String names) {
        List<byte[]> values = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (!name.isEmpty()) {
                values.add(new byte[] {(byte) (name.equals("i64") ? 0x7e : 0x7f)});
            }
        }
        return values;
    }

    private static byte[] section(int id, byte[] content) {
        return join(new byte[] {(byte) id}, unsigned(content.length), content);
    }

    private static byte[] vector(List<byte[]> items) {
        return join(unsigned(items.size()), join(items.toArray(new byte[0][])));
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return join(unsigned(bytes.length), bytes);
    }

    static byte[] unsigned(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int rest = value;
        do {
            int low = rest & 0x7f;
            rest >>>= 7;
            bytes.write(rest == 0 ? low : low | 0x80);
        } while (rest != 0);
        return bytes.toByteArray();
    }

    static byte[] signed(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while (true) {
            int low = (int) (rest & 0x7f);
            rest >>= 7;
            boolean last = (rest == 0 && (low & 0x40) == 0) || (rest == -1 && (low & 0x40) != 0);
            bytes.write(last ? low : low | 0x80);
            if (last) {
                return bytes.toByteArray();
            }
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
