package io.hookline.engine.internal.compile;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.compile.GeneratedClass.Constant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the body of one chain, with the hooks as constants. For a method composed by FIRST_RESULT over two hooks it
 * would read in Java
 *
 * <pre>
 *  R method(A a) {
 *      int at; R result; Throwable failure;
 *      if (CHECKING) { return (R) rest(METHOD, 0, {a}, a, null); }
 *      try { result = HOOK_0.method(a); if (result != null) { at = 0; break stop; } } catch (Throwable t) { at = 0; … }
 *      if (CHECKING) { return (R) rest(METHOD, 1, {a}, a, null); }
 *      try { result = HOOK_1.method(a); if (result != null) { return result; } } catch (Throwable t) { … }
 *      return null;
 *    stop:
 *      CHAIN.countProceeds(METHOD, at, 0);
 *      return result;
 *    failed:
 *      if (CHAIN.failed(METHOD, at, failure)) { return FALLBACK.method(a); } else { goto the hook behind }
 *  }
 * </pre>
 *
 * {@code CHECKING} is false until a hook of the chain is withdrawn under its calls; then the readable loop takes over.
 */
final class CompiledDispatchWriter {

    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type LIST = Type.getType(List.class);
    private static final Type ARRAY_LIST = Type.getType(ArrayList.class);
    private static final Type NEXT = Type.getType(Next.class);
    private static final Type THROWABLE = Type.getType(Throwable.class);

    private final LinkedChain chain;
    private final Contract<?> contract;
    private final List<ChainEntry> hooks;
    private final DispatchBase base;
    private final boolean fenced;
    private final GeneratedClass body;
    private final Type contractType;

    private CompiledDispatchWriter(LinkedChain chain, String internalPackage, DispatchBase base, boolean fenced) {
        this.chain = chain;
        this.contract = chain.contract();
        this.hooks = chain.all();
        this.base = base;
        this.fenced = fenced;
        this.contractType = Type.getType(contract.type());
        this.body = new GeneratedClass(internalPackage, contract.type(), "Chain", base.type());
    }

    /**
     * The class; its constants are those of the {@link LeaseEmitter}, the chain, the fallback or null, and the hooks.
     */
    static byte[] write(LinkedChain chain, String internalPackage, DispatchBase base, boolean fenced) {
        CompiledDispatchWriter writer = new CompiledDispatchWriter(chain, internalPackage, base, fenced);
        writer.fixedParts();
        for (ContractMethod method : writer.contract.methods()) {
            if (!method.isAsync()) {
                writer.new MethodWriter(method, true).write();
                writer.new MethodWriter(method, false).write();
            }
        }
        writer.callAround();
        return writer.body.bytes();
    }

    private void fixedParts() {
        List<Constant> constants = new ArrayList<>(List.of(LeaseEmitter.constants()));
        constants.add(new Constant("CHAIN", LinkedChain.class));
        constants.add(new Constant("FALLBACK", contractType));
        for (int i = 0; i < hooks.size(); i++) {
            constants.add(new Constant("HOOK_" + i, contractType));
        }
        body.constants(constants.toArray(Constant[]::new));
        body.writer
                .visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "CHECKING", "Z", null, null)
                .visitEnd();
        body.constructor(LinkedChain.class, long.class);

        Emitter start = body.method(Opcodes.ACC_PROTECTED, "startChecking", "()V");
        start.push(1).putStatic(body.name, "CHECKING", "Z").insn(Opcodes.RETURN).end();

        Emitter at = body.method(Opcodes.ACC_PUBLIC, "at", "(J)" + Type.getDescriptor(Dispatch.class));
        at.code.visitTypeInsn(Opcodes.NEW, body.name);
        at.insn(Opcodes.DUP)
                .loadThis()
                .getField(Dispatch.class, "chain", LinkedChain.class)
                .loadParameters();
        String shape = "(" + Type.getDescriptor(LinkedChain.class) + "J)V";
        at.code.visitMethodInsn(Opcodes.INVOKESPECIAL, body.name, "<init>", shape, false);
        at.insn(Opcodes.ARETURN).end();
    }

    private Emitter hook(Emitter code, ChainEntry hook) {
        return code.getStatic(body.name, "HOOK_" + hooks.indexOf(hook), contractType.getDescriptor());
    }

    private Emitter chain(Emitter code) {
        return code.getStatic(body.name, "CHAIN", Type.getDescriptor(LinkedChain.class));
    }

    private void invokeContract(Emitter code, ContractMethod method) {
        code.invoke(Opcodes.INVOKEINTERFACE, contract.type(), method.name(), Type.getMethodDescriptor(method.method()));
    }

    /** Leads from {@link io.hookline.engine.internal.chain.HookCaller} to each hook of each method that wraps. */
    private void callAround() {
        String shape = "(IILjava/lang/Object;[Ljava/lang/Object;" + NEXT + ")Ljava/lang/Object;";
        Emitter code = body.method(Opcodes.ACC_PUBLIC, "callAround", shape);
        for (ContractMethod method : contract.methods()) {
            ChainEntry[] called = chain.hooks(method);
            if (method.isAsync() || method.composition() != Composition.AROUND || called.length == 0) {
                continue;
            }
            Label other = new Label();
            code.loadParameter(0).push(method.index()).jump(Opcodes.IF_ICMPNE, other);
            Label[] places = new Label[called.length];
            for (int i = 0; i < places.length; i++) {
                places[i] = new Label();
            }
            code.loadParameter(1);
            code.code.visitTableSwitchInsn(0, places.length - 1, other, places);
            for (int i = 0; i < places.length; i++) {
                code.mark(places[i]);
                hook(code, called[i]);
                unpack(code, method);
                invokeContract(code, method);
                code.box(Type.getReturnType(method.method())).insn(Opcodes.ARETURN);
            }
            code.mark(other);
        }
        code.code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalArgumentException");
        code.insn(Opcodes.DUP);
        code.invoke(Opcodes.INVOKESPECIAL, IllegalArgumentException.class, "<init>", "()V");
        code.insn(Opcodes.ATHROW).end();
    }

    private static void unpack(Emitter code, ContractMethod method) {
        Type[] types = Type.getArgumentTypes(method.method());
        code.loadParameter(2).unbox(types[0]);
        for (int i = 1; i < types.length - 1; i++) {
            code.loadParameter(3).push(i - 1).insn(Opcodes.AALOAD).unbox(types[i]);
        }
        code.loadParameter(4);
    }

    /** Writes one method of the contract. */
    private final class MethodWriter {

        private final ContractMethod method;
        private final @Nullable LeaseEmitter lease;
        private final Type[] parameters;
        /** Where the contract's parameters begin among the method's own. */
        private final int first;

        private final Type result;
        private final ChainEntry[] called;
        private final Emitter code;
        private final int at;
        private final int failure;
        /** The result so far, the value of a waterfall, or the list of a concat. */
        private final int value;

        private final Type valueType;
        private final Label look = new Label();
        private final Label failed = new Label();
        private final Label stop = new Label();
        private final Label done = new Label();
        private final int kept;
        private final Label[] places;

        MethodWriter(ContractMethod method, boolean leased) {
            this.method = method;
            this.parameters = Type.getArgumentTypes(method.method());
            this.first = leased ? 1 : 0;
            this.result = Type.getReturnType(method.method());
            this.called = chain.hooks(method);
            this.code = leased
                    ? body.method(Opcodes.ACC_PUBLIC, DispatchBase.callName(method), DispatchBase.callShape(method))
                    : body.method(Opcodes.ACC_PUBLIC, DispatchBase.hooksName(method), DispatchBase.hooksShape(method));
            this.lease = leased ? new LeaseEmitter(body.name, code, fenced) : null;
            this.valueType = method.composition() == Composition.CONCAT ? ARRAY_LIST : result;
            this.at = code.newLocal(Type.INT_TYPE);
            this.failure = code.newLocal(THROWABLE);
            this.value = code.newLocal(valueType.getSize() == 0 ? OBJECT : valueType);
            this.kept = code.newLocal(result);
            this.places = new Label[called.length + 1];
            for (int i = 0; i < places.length; i++) {
                places[i] = new Label();
            }
        }

        void write() {
            if (lease != null) {
                lease.begin(chain.firstCount(), method.index());
            }
            if (method.composition() == Composition.AROUND) {
                around();
            } else {
                compose();
            }
            code.mark(done);
            if (lease == null) {
                returnKept();
            } else {
                lease.end(this::returnKept, () -> {
                    code.loadThis().loadParameters();
                    base.invokeOtherwise(code, method);
                    code.returns(result);
                });
            }
            code.end();
        }

        private void returnKept() {
            code.load(result, kept).returns(result);
        }

        /** Leaves with the result that is on the stack. */
        private void leave() {
            code.store(result, kept).jump(Opcodes.GOTO, done);
        }

        private Emitter loadParameter(int index) {
            return code.loadParameter(first + index);
        }

        private Emitter loadParameters() {
            for (int i = 0; i < parameters.length; i++) {
                loadParameter(i);
            }
            return code;
        }

        private Emitter loadBoxed(int from, int to) {
            return code.loadBoxed(first + from, first + to);
        }

        private void compose() {
            prepareValue();
            for (int i = 0; i < called.length; i++) {
                code.mark(places[i]);
                code.getStatic(body.name, "CHECKING", "Z");
                Label plain = new Label();
                code.jump(Opcodes.IFEQ, plain);
                code.push(i).store(Type.INT_TYPE, at).jump(Opcodes.GOTO, look);
                code.mark(plain);
                oneHook(i);
            }
            code.mark(places[called.length]);
            leaveWithTotal();
            if (called.length > 0) {
                stopped();
                continueInLoop();
                afterFailure();
            }
        }

        private void prepareValue() {
            switch (method.composition()) {
                case WATERFALL -> loadParameter(0).store(valueType, value);
                case CONCAT -> {
                    code.code.visitTypeInsn(Opcodes.NEW, ARRAY_LIST.getInternalName());
                    code.insn(Opcodes.DUP).invoke(Opcodes.INVOKESPECIAL, ArrayList.class, "<init>", "()V");
                    code.store(valueType, value);
                }
                case FIRST_RESULT -> code.insn(Opcodes.ACONST_NULL).store(valueType, value);
                case NOTIFY, AROUND -> code.insn(Opcodes.ACONST_NULL).store(OBJECT, value);
            }
        }

        private void oneHook(int i) {
            Label begin = new Label();
            Label end = new Label();
            Label thrown = new Label();
            code.code.visitTryCatchBlock(begin, end, thrown, null);
            code.mark(begin);
            hook(code, called[i]);
            boolean waterfall = method.composition() == Composition.WATERFALL;
            for (int p = 0; p < parameters.length; p++) {
                if (p == 0 && waterfall) {
                    code.load(valueType, value);
                } else {
                    loadParameter(p);
                }
            }
            invokeContract(code, method);
            if (method.composition() == Composition.CONCAT) {
                addAll();
                code.mark(end);
            } else {
                code.mark(end);
                takeResult(i);
            }
            code.jump(Opcodes.GOTO, places[i + 1]);
            code.mark(thrown).store(THROWABLE, failure);
            code.push(i).store(Type.INT_TYPE, at).jump(Opcodes.GOTO, failed);
        }

        private void takeResult(int i) {
            if (method.composition() == Composition.FIRST_RESULT) {
                Label none = new Label();
                code.store(valueType, value).load(valueType, value).jump(Opcodes.IFNULL, none);
                code.push(i).store(Type.INT_TYPE, at).jump(Opcodes.GOTO, stop);
                code.mark(none);
            } else if (method.composition() == Composition.WATERFALL) {
                if (result.getSort() == Type.OBJECT || result.getSort() == Type.ARRAY) {
                    Label none = new Label();
                    Label kept = new Label();
                    code.insn(Opcodes.DUP).jump(Opcodes.IFNULL, none);
                    code.store(valueType, value).jump(Opcodes.GOTO, kept);
                    code.mark(none).insn(Opcodes.POP);
                    code.mark(kept);
                } else {
                    code.store(valueType, value);
                }
            }
        }

        private void addAll() {
            Label none = new Label();
            Label done = new Label();
            code.insn(Opcodes.DUP).jump(Opcodes.IFNULL, none);
            code.load(valueType, value).insn(Opcodes.SWAP);
            code.invoke(Opcodes.INVOKEVIRTUAL, ArrayList.class, "addAll", "(Ljava/util/Collection;)Z");
            code.insn(Opcodes.POP).jump(Opcodes.GOTO, done);
            code.mark(none).insn(Opcodes.POP);
            code.mark(done);
        }

        private void leaveWithTotal() {
            switch (method.composition()) {
                case CONCAT -> {
                    code.load(valueType, value);
                    code.invoke(Opcodes.INVOKESTATIC, Collections.class, "unmodifiableList", "(" + LIST + ")" + LIST);
                }
                case WATERFALL -> code.load(valueType, value);
                case FIRST_RESULT -> code.insn(Opcodes.ACONST_NULL);
                case NOTIFY, AROUND -> {}
            }
            leave();
        }

        /** A first result: those behind were not called. */
        private void stopped() {
            if (method.composition() == Composition.FIRST_RESULT) {
                code.mark(stop);
                chain(code).push(method.index()).load(Type.INT_TYPE, at).push(0);
                code.invoke(Opcodes.INVOKEVIRTUAL, LinkedChain.class, "countProceeds");
                code.load(valueType, value);
                leave();
            }
        }

        /** The loop takes over from here on. */
        private void continueInLoop() {
            code.mark(look).loadThis().push(method.index()).load(Type.INT_TYPE, at);
            loadBoxed(0, parameters.length);
            if (method.composition() == Composition.WATERFALL) {
                code.insn(Opcodes.DUP)
                        .push(0)
                        .load(valueType, value)
                        .box(valueType)
                        .insn(Opcodes.AASTORE);
            }
            if (parameters.length == 0) {
                code.insn(Opcodes.ACONST_NULL);
            } else {
                loadParameter(0).box(parameters[0]);
            }
            if (method.composition() == Composition.CONCAT) {
                code.load(valueType, value);
            } else {
                code.insn(Opcodes.ACONST_NULL);
            }
            code.invoke(Opcodes.INVOKEVIRTUAL, Dispatch.class, "rest");
            code.unbox(result);
            leave();
        }

        private void afterFailure() {
            Label goOn = new Label();
            code.mark(failed);
            chain(code).push(method.index()).load(Type.INT_TYPE, at).loadObject(failure);
            code.invoke(Opcodes.INVOKEVIRTUAL, LinkedChain.class, "failed").jump(Opcodes.IFEQ, goOn);
            code.getStatic(body.name, "FALLBACK", contractType.getDescriptor());
            loadParameters();
            invokeContract(code, method);
            leave();
            code.mark(goOn).load(Type.INT_TYPE, at);
            Label[] behind = new Label[called.length];
            System.arraycopy(places, 1, behind, 0, behind.length);
            code.code.visitTableSwitchInsn(0, behind.length - 1, places[called.length], behind);
        }

        private void around() {
            int last = parameters.length - 1;
            code.loadThis().push(method.index());
            loadParameter(0).box(parameters[0]);
            loadBoxed(1, last);
            loadParameter(last);
            code.invoke(Opcodes.INVOKEVIRTUAL, Dispatch.class, "around").unbox(result);
            leave();
        }
    }
}
