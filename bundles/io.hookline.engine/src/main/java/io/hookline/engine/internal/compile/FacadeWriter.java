package io.hookline.engine.internal.compile;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.PointFacade;
import java.lang.invoke.VarHandle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the facade of a contract, which passes each call to the body at hand. */
final class FacadeWriter {

    /** The field for the body at hand. */
    static final String BOUND = "bound";

    private FacadeWriter() {}

    static byte[] write(Contract<?> contract, String internalPackage, DispatchBase base) {
        GeneratedClass facade =
                GeneratedClass.implementing(internalPackage, contract.type(), "Point", PointFacade.class);
        Type bodyType = Type.getType(base.type());
        facade.writer
                .visitField(Opcodes.ACC_VOLATILE, BOUND, bodyType.getDescriptor(), null, null)
                .visitEnd();
        facade.constructor(ChainLookup.class, Leases.class, VarHandle.class);
        for (ContractMethod method : contract.methods()) {
            String descriptor = Type.getMethodDescriptor(method.method());
            Type result = Type.getReturnType(descriptor);
            Emitter code = facade.method(Opcodes.ACC_PUBLIC, method.name(), descriptor);
            code.loadThis();
            if (method.isAsync()) {
                code.invoke(Opcodes.INVOKEVIRTUAL, PointFacade.class, "leases")
                        .loadThis()
                        .push(method.index());
                code.loadBoxed(0, Type.getArgumentTypes(descriptor).length);
                code.invoke(Opcodes.INVOKEVIRTUAL, Leases.class, "callAsync").cast(result);
            } else {
                code.code.visitFieldInsn(Opcodes.GETFIELD, facade.name, BOUND, bodyType.getDescriptor());
                code.loadThis().loadParameters();
                base.invokeCall(code, method);
            }
            code.returns(result).end();
        }
        return facade.bytes();
    }
}
