package io.hookline.isolation.wasm.internal.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module states about itself, read without running any of it.
 *
 * @param imports what it needs from its host
 * @param functions the functions that it exports, by name, each with its signature
 * @param exportsMemory whether it exports its memory as {@code memory}
 * @param initialPages how many pages of memory an instance has at first, of 64 KiB each
 * @param maximumPages how many it may grow to, as the module states
 * @param tableEntries how many entries its tables have at first, all together
 * @param refusedFeatures what it uses that no limit covers, in words; empty if it uses nothing of the kind
 * @param manifest content of its custom section {@code hookline}; null if it has none
 */
public record ModuleFacts(
        List<ModuleImport> imports,
        Map<String, String> functions,
        boolean exportsMemory,
        int initialPages,
        int maximumPages,
        long tableEntries,
        List<String> refusedFeatures,
        @Nullable String manifest) {

    /** Copies the collections. */
    public ModuleFacts {
        imports = List.copyOf(imports);
        functions = Map.copyOf(functions);
        refusedFeatures = List.copyOf(refusedFeatures);
    }
}
