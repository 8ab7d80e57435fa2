package io.hookline.engine.internal.compile;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.generation.CallScopes;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.PointFacade;
import io.hookline.engine.internal.generation.ThreadSlot;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The abstract class of all bodies of a contract. For a method {@code R m(A a)} of the contract it has
 *
 * <pre>
 *  abstract R m$call(PointFacade facade, A a);     // a call's path: takes a lease
 *  abstract R m$hooks(A a);                        // the hooks alone, under a lease that is held already
 *
 *  R m$otherwise(PointFacade facade, A a) {        // the slow path
 *      ThreadSlot slot = facade.leases().slot();
 *      Object around = slot.scope;
 *      boolean alone = slot.lease == 0;
 *      Dispatch body = facade.leases().enter(facade, this, slot, METHOD);
 *      try {
 *          return ((Body) body).m$hooks(a);
 *      } finally {
 *          facade.leases().exit(slot, body, alone, around);
 *      }
 *  }
 * </pre>
 *
 * @param type the class, once it is defined
 */
record DispatchBase(Class<?> type) {

    private static final Type FACADE = Type.getType(PointFacade.class);
    private static final Type SLOT = Type.getType(ThreadSlot.class);
    private static final Type LEASES = Type.getType(Leases.class);
    private static final Type BODY = Type.getType(Dispatch.class);
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type THROWABLE = Type.getType(Throwable.class);

    /** Generates the class for a contract. */
    static DispatchBase of(Contract<?> contract, CodeHome home) throws IllegalAccessException {
        GeneratedClass base = GeneratedClass.ofBase(home.internalPackage(), contract.type(), "Body", Dispatch.class);
        base.constructor(LinkedChain.class, long.class);
        base.constructor(LinkedChain.class, long.class, boolean.class);
        for (ContractMethod method : contract.methods()) {
            if (!method.isAsync()) {
                base.abstractMethod(callName(method), callShape(method));
                base.abstractMethod(hooksName(method), hooksShape(method));
                otherwise(base, method);
            }
        }
        return new DispatchBase(home.defineNamed(base.name, base.bytes()));
    }

    private static void otherwise(GeneratedClass base, ContractMethod method) {
        Type result = Type.getReturnType(method.method());
        Emitter code = base.method(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, otherwiseName(method), callShape(method));
        int leases = code.newLocal(LEASES);
        int slot = code.newLocal(SLOT);
        int around = code.newLocal(OBJECT);
        int alone = code.newLocal(Type.BOOLEAN_TYPE);
        int body = code.newLocal(BODY);
        int kept = code.newLocal(result);
        int failure = code.newLocal(THROWABLE);
        Label busy = new Label();
        Label known = new Label();
        Label begin = new Label();
        Label end = new Label();
        Label thrown = new Label();
        code.code.visitTryCatchBlock(begin, end, thrown, null);

        code.loadParameter(0)
                .invoke(Opcodes.INVOKEVIRTUAL, PointFacade.class, "leases")
                .store(LEASES, leases);
        code.loadObject(leases)
                .invoke(Opcodes.INVOKEVIRTUAL, Leases.class, "slot")
                .store(SLOT, slot);
        code.loadObject(slot)
                .getField(ThreadSlot.class, "scope", CallScopes.Scope.class)
                .store(OBJECT, around);
        code.loadObject(slot).getField(ThreadSlot.class, "lease", long.class);
        code.insn(Opcodes.LCONST_0).insn(Opcodes.LCMP).jump(Opcodes.IFNE, busy);
        code.push(1).jump(Opcodes.GOTO, known);
        code.mark(busy).push(0);
        code.mark(known).store(Type.BOOLEAN_TYPE, alone);
        code.loadObject(leases).loadParameter(0).loadThis().loadObject(slot).push(method.index());
        code.invoke(
                Opcodes.INVOKEVIRTUAL,
                Leases.class,
                "enter",
                Type.getMethodDescriptor(BODY, FACADE, BODY, SLOT, Type.INT_TYPE));
        code.store(BODY, body);

        code.mark(begin);
        code.loadObject(body);
        code.code.visitTypeInsn(Opcodes.CHECKCAST, base.name);
        for (int i = 0; i < Type.getArgumentTypes(method.method()).length; i++) {
            code.loadParameter(i + 1);
        }
        code.code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, base.name, hooksName(method), hooksShape(method), false);
        code.store(result, kept);
        code.mark(end);
        exit(code, leases, slot, body, alone, around);
        code.load(result, kept).returns(result);

        code.mark(thrown).store(THROWABLE, failure);
        exit(code, leases, slot, body, alone, around);
        code.loadObject(failure).insn(Opcodes.ATHROW).end();
    }

    private static void exit(Emitter code, int leases, int slot, int body, int alone, int around) {
        // Release the lease first, and without a call: a full stack must not keep it.
        Label not = new Label();
        code.load(Type.BOOLEAN_TYPE, alone).jump(Opcodes.IFEQ, not);
        code.loadObject(leases).getField(Leases.class, "fenced", boolean.class).jump(Opcodes.IFNE, not);
        code.loadObject(slot).insn(Opcodes.LCONST_0).putField(ThreadSlot.class, "lease", long.class);
        code.mark(not);
        code.loadObject(leases).loadObject(slot).loadObject(body);
        code.load(Type.BOOLEAN_TYPE, alone).loadObject(around);
        code.invoke(Opcodes.INVOKEVIRTUAL, Leases.class, "exit");
    }

    static String callName(ContractMethod method) {
        return method.name() + "$call";
    }

    static String callShape(ContractMethod method) {
        return "(" + FACADE + hooksShape(method).substring(1);
    }

    static String hooksName(ContractMethod method) {
        return method.name() + "$hooks";
    }

    static String hooksShape(ContractMethod method) {
        return Type.getMethodDescriptor(method.method());
    }

    private static String otherwiseName(ContractMethod method) {
        return method.name() + "$otherwise";
    }

    /** Calls a method of the body by class, which takes two loads, where by interface it would be a search. */
    void invokeCall(Emitter code, ContractMethod method) {
        code.invoke(Opcodes.INVOKEVIRTUAL, type, callName(method), callShape(method));
    }

    void invokeOtherwise(Emitter code, ContractMethod method) {
        code.invoke(Opcodes.INVOKEVIRTUAL, type, otherwiseName(method), callShape(method));
    }
}
