package io.hookline.isolation.wasm.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.TableInstance;
import run.endive.wasm.UnlinkableException;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Import;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;

/** A compiled module. */
final class EndiveModule implements CompiledModule {

    private static final long[] NOTHING = {};

    private final WasmModule module;
    private final Function<Instance, Machine> machines;

    EndiveModule(WasmModule module, Function<Instance, Machine> machines) {
        this.module = module;
        this.machines = machines;
    }

    @Override
    public GuestInstance instantiate(List<HostFunction> functions, int pages, int tableEntries) {
        Instance.Builder builder = Instance.builder(module)
                .withMachineFactory(machines)
                .withImportValues(ImportValues.builder()
                        .withFunctions(imported(functions))
                        .build())
                .withMemoryFactory(ByteArrayMemory::new)
                // Not the module's own table: an instance that grows it would make it larger for all later ones.
                .withTableFactory((table, initial) -> new TableInstance(
                        new Table(
                                table.elementType(),
                                new TableLimits(
                                        table.limits().min(),
                                        Math.min(tableEntries, table.limits().max()))),
                        initial))
                .withStart(false);
        if (module.memorySection().isPresent()) {
            MemoryLimits stated = module.memorySection().get().getMemory(0).limits();
            builder.withMemoryLimits(new MemoryLimits(stated.initialPages(), Math.min(pages, stated.maximumPages())));
        }
        try {
            return new EndiveInstance(builder.build());
        } catch (UnlinkableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (WasmEngineException | StackOverflowError e) {
            throw EndiveInstance.trap(e);
        }
    }

    /** The functions that the module imports, in any order. */
    private List<ImportFunction> imported(List<HostFunction> functions) {
        Map<String, HostFunction> byLabel = new HashMap<>();
        functions.forEach(function -> byLabel.put(function.label(), function));
        List<ImportFunction> imported = new ArrayList<>();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import one = module.importSection().getImport(i);
            HostFunction function = byLabel.get(one.module() + "." + one.name());
            if (one.importType() == ExternalType.FUNCTION && function != null) {
                imported.add(imported(function));
            }
        }
        return imported;
    }

    private static ImportFunction imported(HostFunction function) {
        String signature = function.signature();
        int arrow = signature.indexOf(")->");
        List<ValType> results = types(signature.substring(arrow + 3));
        HostFunction.Body body = function.body();
        return new run.endive.runtime.HostFunction(
                function.module(),
                function.name(),
                FunctionType.of(types(signature.substring(1, arrow)), results),
                results.isEmpty()
                        ? (instance, arguments) -> {
                            body.call(arguments);
                            return NOTHING;
                        }
                        : (instance, arguments) -> new long[] {body.call(arguments)});
    }

    private static List<ValType> types(String names) {
        List<ValType> types = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            switch (name) {
                case "" -> {}
                case "i32" -> types.add(ValType.I32);
                case "i64" -> types.add(ValType.I64);
                case "f64" -> types.add(ValType.F64);
                default -> throw new IllegalArgumentException("no type " + name);
            }
        }
        return types;
    }
}
