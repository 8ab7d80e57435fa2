package io.hookline.isolation.wasm.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.endive.compiler.Cache;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.UnknownCustomSection;
import run.endive.wasm.types.ValType;

/**
 * Endive: compiles modules to classes of the JVM. Its classes are loaded when the first module comes. Functions that
 * are too large for a method of the JVM are refused, since the interpreter would run them without the compiler's
 * checks for interrupts.
 */
public final class EndiveEngine implements WasmEngine {

    private static final String MANIFEST = "hookline";
    private static final int MOST_TABLES = 10;

    private final @Nullable Cache cache;

    /** With the folder of compiled modules; null for none. */
    public EndiveEngine(@Nullable CodeCache cache) {
        this.cache = cache;
    }

    @Override
    public ModuleFacts inspect(byte[] bytes) throws BadModuleException {
        WasmModule module = parse(bytes);
        try {
            return facts(module);
        } catch (RuntimeException e) {
            // The parser takes numbers of functions and types that there are not.
            throw new BadModuleException("it is no valid module: " + e, e);
        }
    }

    private static ModuleFacts facts(WasmModule module) {
        int initial = 0;
        int maximum = 0;
        if (module.memorySection().isPresent() && module.memorySection().get().memoryCount() > 0) {
            MemoryLimits limits = module.memorySection().get().getMemory(0).limits();
            initial = limits.initialPages();
            maximum = limits.maximumPages();
        }
        return new ModuleFacts(
                imports(module),
                functions(module),
                exportsMemory(module),
                initial,
                maximum,
                tableEntries(module),
                refused(module),
                manifest(module));
    }

    @Override
    public CompiledModule compile(byte[] bytes) throws BadModuleException {
        WasmModule module = parse(bytes);
        try {
            MachineFactoryCompiler.Builder compiler =
                    MachineFactoryCompiler.builder(module).withInterpreterFallback(InterpreterFallback.FAIL);
            if (cache != null) {
                compiler.withCache(cache);
            }
            return new EndiveModule(module, compiler.compile());
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw new BadModuleException("it cannot be compiled: " + e.getMessage(), e);
        }
    }

    private static WasmModule parse(byte[] bytes) throws BadModuleException {
        try {
            return Parser.parse(bytes);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // Endive states by assertions what a damaged module does not keep.
            throw new BadModuleException("it is no valid module: " + e.getMessage(), e);
        }
    }

    private static List<ModuleImport> imports(WasmModule module) {
        List<ModuleImport> imports = new ArrayList<>();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import one = module.importSection().getImport(i);
            imports.add(
                    one instanceof FunctionImport function
                            ? new ModuleImport(
                                    one.module(),
                                    one.name(),
                                    "function",
                                    text(module.typeSection().getType(function.typeIndex())))
                            : new ModuleImport(
                                    one.module(),
                                    one.name(),
                                    one.importType().name().toLowerCase(Locale.ROOT),
                                    ""));
        }
        return imports;
    }

    private static Map<String, String> functions(WasmModule module) {
        Map<String, String> functions = new HashMap<>();
        int imported = module.importSection().count(ExternalType.FUNCTION);
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            Export one = module.exportSection().getExport(i);
            if (one.exportType() == ExternalType.FUNCTION && one.index() >= imported) {
                int type = module.functionSection().getFunctionType(one.index() - imported);
                functions.put(one.name(), text(module.typeSection().getType(type)));
            }
        }
        return functions;
    }

    private static boolean exportsMemory(WasmModule module) {
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            Export one = module.exportSection().getExport(i);
            if (one.exportType() == ExternalType.MEMORY && one.name().equals("memory")) {
                return true;
            }
        }
        return false;
    }

    private static long tableEntries(WasmModule module) {
        long entries = 0;
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            entries += module.tableSection().getTable(i).limits().min();
        }
        return entries;
    }

    /** Objects, exceptions and further memories live outside of the memory that is limited. */
    private static List<String> refused(WasmModule module) {
        List<String> refused = new ArrayList<>();
        if (module.memorySection().isPresent()) {
            if (module.memorySection().get().memoryCount() > 1) {
                refused.add("more than one memory");
            }
            for (int i = 0; i < module.memorySection().get().memoryCount(); i++) {
                if (module.memorySection().get().getMemory(i).limits().shared()) {
                    refused.add("a shared memory");
                }
            }
        }
        if (module.tagSection().isPresent() && module.tagSection().get().tagCount() > 0) {
            refused.add("exceptions (tags)");
        }
        if (module.tableSection().tableCount() > MOST_TABLES) {
            refused.add("more than " + MOST_TABLES + " tables");
        }
        if (usesObjects(module)) {
            refused.add("objects of the garbage collector");
        }
        return refused;
    }

    private static boolean usesObjects(WasmModule module) {
        for (int i = 0; i < module.typeSection().subTypeCount(); i++) {
            if (module.typeSection().getSubType(i).compType().funcType() == null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String manifest(WasmModule module) {
        return module.customSection(MANIFEST) instanceof UnknownCustomSection section
                ? new String(section.bytes(), StandardCharsets.UTF_8)
                : null;
    }

    private static String text(FunctionType type) {
        return "(" + names(type.params()) + ")->" + names(type.returns());
    }

    private static String names(List<ValType> types) {
        return types.stream().map(EndiveEngine::name).collect(Collectors.joining(","));
    }

    private static String name(ValType type) {
        if (type.equals(ValType.I32)) {
            return "i32";
        }
        if (type.equals(ValType.I64)) {
            return "i64";
        }
        if (type.equals(ValType.F32)) {
            return "f32";
        }
        return type.equals(ValType.F64) ? "f64" : "ref";
    }
}
