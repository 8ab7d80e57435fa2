/** Tests. */
package io.hookline.faults.ledger;
