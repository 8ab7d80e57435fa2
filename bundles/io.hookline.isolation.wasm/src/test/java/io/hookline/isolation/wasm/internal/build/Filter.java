package io.hookline.isolation.wasm.internal.build;

import java.util.HashMap;
import java.util.Map;

/**
 * A proxy-wasm filter in the making. Texts stand in memory from address 1024 on; results of host functions are written to
 * 16 (address) and 20 (size).
 */
public final class Filter {

    private static final int TEXTS = 1024;

    private final ModuleBuilder module = new ModuleBuilder().memory(1, 64);
    private final Map<String, Integer> imports = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private int next = TEXTS;

    /** A filter that imports functions of {@code env}, given as NAME(SIGNATURE). */
    public Filter(String... functions) {
        for (String function : functions) {
            int bracket = function.indexOf('(');
            imports.put(
                    function.substring(0, bracket),
                    module.importFunction("env", function.substring(0, bracket), function.substring(bracket)));
        }
        // Allocates behind the texts and never frees: its instances live shortly.
        int free = module.global(8192);
        module.export(
                "proxy_on_memory_allocate",
                "(i32)->i32",
                1,
                new Code()
                        .getGlobal(free)
                        .set(1)
                        .getGlobal(free)
                        .get(0)
                        .add()
                        .setGlobal(free)
                        .get(1));
        module.export("proxy_abi_version_0_2_1", "()->", 0, new Code());
    }

    /** The module behind it. */
    public ModuleBuilder module() {
        return module;
    }

    /** The number of an imported function. */
    public int imported(String name) {
        return imports.get(name);
    }

    /** Address and length of a text, as two numbers. */
    public Code text(Code code, String text) {
        Integer known = addresses.get(text);
        if (known == null) {
            known = next;
            addresses.put(text, known);
            module.data(known, text);
            next += text.length() + 1;
        }
        return code.i32(known).i32(text.length());
    }

    /** Calls an imported function that answers with a status, which is dropped. */
    public Code call(Code code, String name) {
        return code.call(imported(name)).drop();
    }

    /** Sets a header field of a map. */
    public Code setHeader(Code code, int map, String name, String value) {
        return call(text(text(code.i32(map), name), value), "proxy_replace_header_map_value");
    }

    /** The bytes of the filter, with a manifest. */
    public byte[] build(String... manifest) {
        return module.manifest(manifest).build();
    }
}
