"""The public log: everything that became public, was changed or withdrawn, as a chain that anyone can prove."""
