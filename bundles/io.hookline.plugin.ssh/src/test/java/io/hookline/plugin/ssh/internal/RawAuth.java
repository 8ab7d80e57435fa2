package io.hookline.plugin.ssh.internal;

import java.security.KeyPair;
import java.util.Locale;
import org.apache.sshd.client.auth.AbstractUserAuth;
import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Asks once to be let in, with what a thief has: nothing, or a public key. */
final class RawAuth extends AbstractUserAuth {

    private final @Nullable KeyPair key;
    private final byte @Nullable [] signature;
    private boolean asked;

    private RawAuth(String method, @Nullable KeyPair key, byte @Nullable [] signature) {
        super(method);
        this.key = key;
        this.signature = signature;
    }

    static UserAuthFactory none() {
        return factory("none", null, null);
    }

    static UserAuthFactory unsigned(KeyPair key) {
        return factory("publickey", key, null);
    }

    static UserAuthFactory signedWith(KeyPair key, byte[] signature) {
        return factory("publickey", key, signature);
    }

    private static UserAuthFactory factory(String method, @Nullable KeyPair key, byte @Nullable [] signature) {
        return new AbstractUserAuthFactory(method.toLowerCase(Locale.ROOT)) {
            @Override
            public UserAuth createUserAuth(ClientSession session) {
                return new RawAuth(method, key, signature);
            }
        };
    }

    @Override
    protected boolean sendAuthDataRequest(ClientSession session, String service) throws Exception {
        if (asked) {
            return false;
        }
        asked = true;
        Buffer request = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
        request.putString(session.getUsername());
        request.putString(service);
        request.putString(getName());
        if (key != null) {
            String type = KeyUtils.getKeyType(key);
            request.putBoolean(signature != null);
            request.putString(type);
            request.putPublicKey(key.getPublic());
            if (signature != null) {
                request.putBytes(signature);
            }
        }
        session.writePacket(request);
        return true;
    }

    /** What the server asks for now is the signature, which a thief does not have. */
    @Override
    protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer) {
        return false;
    }
}
