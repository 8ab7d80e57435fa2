package io.hookline.isolation.wasm.internal.module;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.isolation.wasm.internal.engine.BadModuleException;
import io.hookline.isolation.wasm.internal.engine.ModuleFacts;
import io.hookline.isolation.wasm.internal.engine.ModuleImport;
import io.hookline.isolation.wasm.internal.engine.WasmEngine;
import java.util.Set;

/** Decides whether a module may run here: by its manifest, its imports, its sizes and the features that it uses. */
public final class ModuleCheck {

    private static final String WHERE = " in conf/io.hookline.isolation.wasm.cfg";
    private static final Set<String> PROXY_POINTS = Set.of("http.pre-request", "http.post-process", "http.completed");

    private final WasmEngine engine;
    private final WasmSettings settings;

    /** With the engine that reads modules, and what the operator lets them have. */
    public ModuleCheck(WasmEngine engine, WasmSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /**
     * Checks a module. Runs nothing of it.
     *
     * @throws DeployRefusedException if it may not run here, with the reason and the remedy
     */
    public CheckedModule check(byte[] module) throws DeployRefusedException {
        if (module.length > settings.fileBytes()) {
            throw refused(
                    DeployRefusal.TOO_LARGE,
                    "the module has " + module.length + " bytes, more than the " + settings.fileBytes()
                            + " that fileMegabytes allows" + WHERE);
        }
        ModuleFacts facts = inspect(module);
        Manifest manifest = manifest(facts);
        Abi abi = abi(facts, manifest);
        checkFeatures(facts, manifest);
        checkImports(facts, manifest, abi);
        checkLimits(facts, manifest);
        return new CheckedModule(manifest, facts, abi);
    }

    private ModuleFacts inspect(byte[] module) throws DeployRefusedException {
        try {
            return engine.inspect(module);
        } catch (BadModuleException e) {
            throw refused(DeployRefusal.DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    private static Manifest manifest(ModuleFacts facts) throws DeployRefusedException {
        String text = facts.manifest();
        if (text == null) {
            throw refused(
                    DeployRefusal.NOT_A_BUNDLE,
                    "it has no custom section 'hookline', which says what the plugin is: write a manifest and add it with"
                            + " hook:wasm pack MODULE MANIFEST");
        }
        try {
            return Manifest.read(text);
        } catch (ManifestException e) {
            throw refused(DeployRefusal.NOT_A_BUNDLE, String.valueOf(e.getMessage()));
        }
    }

    private static Abi abi(ModuleFacts facts, Manifest manifest) throws DeployRefusedException {
        boolean proxy = facts.functions().containsKey("proxy_abi_version_0_2_1")
                || facts.functions().containsKey("proxy_abi_version_0_2_0");
        boolean values = facts.functions().containsKey("hookline_call");
        if (proxy == values) {
            throw refused(
                    DeployRefusal.UNRESOLVED,
                    "it has to export either proxy_abi_version_0_2_1 (a proxy-wasm filter) or hookline_call (a hook of"
                            + " plain values)" + (proxy ? ", not both" : ""));
        }
        require(facts.exportsMemory(), "it does not export its memory as 'memory'");
        if (values) {
            requireFunction(facts, "hookline_call", "(i32,i32)->i64");
            requireFunction(facts, "hookline_alloc", "(i32)->i32");
            for (Manifest.ManifestHook hook : manifest.hooks()) {
                require(
                        !hook.contract().isEmpty(),
                        "its manifest does not name the contract of " + hook.point() + ": write contract."
                                + hook.point() + " = its class");
            }
            return Abi.VALUES;
        }
        boolean allocates = facts.functions().containsKey("proxy_on_memory_allocate")
                || facts.functions().containsKey("malloc");
        require(allocates, "it exports neither proxy_on_memory_allocate nor malloc");
        for (Manifest.ManifestHook hook : manifest.hooks()) {
            require(
                    PROXY_POINTS.contains(hook.point()),
                    "a proxy-wasm filter cannot be at " + hook.point()
                            + ", only at http.pre-request, http.post-process and http.completed");
        }
        return Abi.PROXY_WASM;
    }

    private static void checkFeatures(ModuleFacts facts, Manifest manifest) throws DeployRefusedException {
        if (!facts.refusedFeatures().isEmpty()) {
            throw refused(
                    DeployRefusal.REACHES_INTO_FRAMEWORK,
                    manifest.name() + " uses " + String.join(" and ", facts.refusedFeatures())
                            + ", which no memory limit covers: compile it without");
        }
    }

    private void checkImports(ModuleFacts facts, Manifest manifest, Abi abi) throws DeployRefusedException {
        for (ModuleImport one : facts.imports()) {
            HostCatalogue.Offer offer = HostCatalogue.find(abi, one.label());
            if (offer == null || !one.kind().equals("function")) {
                throw refused(
                        DeployRefusal.UNRESOLVED,
                        manifest.name() + " imports the " + one.kind() + " " + one.label()
                                + ", which is not offered to modules: see docs/wasm.md for those that are");
            }
            if (!offer.signature().equals(one.signature())) {
                throw refused(
                        DeployRefusal.UNRESOLVED,
                        manifest.name() + " imports " + one.label() + " as " + one.signature() + "; it is "
                                + offer.signature());
            }
            String grant = offer.grant();
            if (grant != null && !settings.allows(manifest.name(), grant)) {
                throw refused(
                        DeployRefusal.REACHES_INTO_FRAMEWORK,
                        manifest.name() + " imports " + one.label() + ", which needs the grant '" + grant + "': add "
                                + manifest.name() + ":" + grant + " to allow" + WHERE);
            }
        }
    }

    private void checkLimits(ModuleFacts facts, Manifest manifest) throws DeployRefusedException {
        atMost("memory", manifest.memoryMegabytes(), settings.memoryMegabytes(), "memoryMegabytes");
        atMost(
                "time",
                (int) manifest.callTime().toMillis(),
                (int) settings.callTime().toMillis(),
                "callMillis");
        atMost("instances", manifest.instances(), settings.instances(), "instances");
        int pages = manifest.memoryMegabytes() * 16;
        if (facts.initialPages() > pages) {
            throw refused(
                    DeployRefusal.TOO_LARGE,
                    "an instance begins with " + facts.initialPages() + " pages of memory, and memory = "
                            + manifest.memoryMegabytes() + " allows " + pages);
        }
        if (facts.tableEntries() > settings.tableEntries()) {
            throw refused(
                    DeployRefusal.TOO_LARGE,
                    "its tables have " + facts.tableEntries() + " entries, and tableEntries allows "
                            + settings.tableEntries() + WHERE);
        }
    }

    private static void atMost(String key, int asked, int allowed, String option) throws DeployRefusedException {
        if (asked > allowed) {
            throw refused(
                    DeployRefusal.TOO_LARGE,
                    "its manifest asks for " + key + " = " + asked + ", and " + option + " allows " + allowed + WHERE);
        }
    }

    private static void requireFunction(ModuleFacts facts, String name, String signature)
            throws DeployRefusedException {
        require(
                signature.equals(facts.functions().get(name)),
                "it has to export " + name + " as " + signature + ", and has "
                        + facts.functions().getOrDefault(name, "none"));
    }

    private static void require(boolean fits, String otherwise) throws DeployRefusedException {
        if (!fits) {
            throw refused(DeployRefusal.UNRESOLVED, otherwise);
        }
    }

    private static DeployRefusedException refused(DeployRefusal refusal, String message) {
        return new DeployRefusedException(refusal, message);
    }
}
