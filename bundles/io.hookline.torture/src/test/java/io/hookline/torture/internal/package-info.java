/** Tests of the ledger, the options and the generated plugins. */
package io.hookline.torture.internal;
