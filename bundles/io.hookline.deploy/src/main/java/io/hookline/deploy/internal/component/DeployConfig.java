package io.hookline.deploy.internal.component;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the deployment, PID {@code io.hookline.deploy}. Read when it starts. */
@ObjectClassDefinition(name = "Hookline Deploy")
@interface DeployConfig {

    /** The folder for the store, the desired sets and the records. */
    @AttributeDefinition(name = "Folder", description = "Folder for the store, the desired sets and the records")
    String folder() default "${hookline.data}/deploy";

    /** The folder whose jars the first start installs; empty for none. */
    @AttributeDefinition(
            name = "Seed folder",
            description = "Jars in it are installed by the first start",
            required = false)
    String seedFolder() default "${hookline.home}/plugins";

    /** The folder into which plugins are dropped; empty for none. */
    @AttributeDefinition(name = "Drop folder", description = "Jars in it are deployed as they come", required = false)
    String dropFolder() default "${hookline.data}/drop";

    /** The start level of plugins. */
    @AttributeDefinition(name = "Start level", description = "The start level of plugins", min = "1")
    int startLevel() default 40;

    /** How long a new release may take to become ready, in milliseconds. */
    @AttributeDefinition(
            name = "Ready timeout",
            description = "How long a release may take to become ready, in ms",
            min = "1")
    long readyTimeoutMillis() default 30_000;

    /** How long stopping a release may take before it counts as stopped, in milliseconds. */
    @AttributeDefinition(name = "Stop timeout", description = "How long stopping a release may take, in ms", min = "1")
    long stopTimeoutMillis() default 10_000;

    /** How long a release may take to save its state, and the next one to restore it, in milliseconds. */
    @AttributeDefinition(name = "State timeout", description = "How long handing state over may take, in ms", min = "1")
    long stateTimeoutMillis() default 10_000;

    /** How long a health check may take, in milliseconds. */
    @AttributeDefinition(name = "Health timeout", description = "How long a health check may take, in ms", min = "1")
    long healthTimeoutMillis() default 5_000;

    /** How long fetching a jar from an address may take altogether, in milliseconds. */
    @AttributeDefinition(
            name = "Download timeout",
            description = "How long fetching a jar from an address may take, in ms",
            min = "1")
    long downloadTimeoutMillis() default 60_000;

    /** How long a prepared change may wait for its commit before it is undone, in milliseconds. */
    @AttributeDefinition(
            name = "Prepared timeout",
            description = "How long a prepared change may wait for its commit, in ms",
            min = "1")
    long preparedTimeoutMillis() default 60_000;

    /**
     * How long the process has to run, once it is started, before its set counts as one that starts, in milliseconds.
     */
    @AttributeDefinition(
            name = "Proven after",
            description = "After how long a start counts as successful, in ms",
            min = "0")
    long provenAfterMillis() default 10_000;

    /** Whether only releases signed by a trusted key are taken in, and started. */
    @AttributeDefinition(name = "Require signed", description = "Refuse all releases that no trusted key has signed")
    @Protects("the check of signatures")
    boolean requireSigned() default false;

    /**
     * The trusted keys and certificates: PEM, a public key in base64, or the path of a file that holds one of these.
     */
    @AttributeDefinition(
            name = "Trusted keys",
            description = "PEM or base64, or files of these",
            type = AttributeType.STRING,
            required = false)
    @Protects("the keys that releases must be signed with")
    String[] trustedKeys() default {};

    /** Symbolic names of plugins that may reach into the framework. A change takes effect at once. */
    @AttributeDefinition(
            name = "Framework access",
            description = "Plugins that may register framework hooks and other reserved services",
            required = false)
    String[] frameworkAccess() default {};

    /** Symbolic names of bundles that others than deploy may install. A change takes effect at once. */
    @AttributeDefinition(
            name = "Foreign bundles",
            description = "Bundles that may be installed by other means than deploy",
            required = false)
    String[] foreignBundles() default {};
}
