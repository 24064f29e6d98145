"""The GAN lab's page: what its reader looks at, changes, paints and takes along."""
