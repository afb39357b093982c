"""Topics: the list of them, and one."""

from fastapi import APIRouter

router = APIRouter(tags=["topics"])
