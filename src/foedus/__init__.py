"""Foedus: a workbench for the politics of alliances."""
