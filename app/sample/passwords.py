"""Passwords that a person can type from a screen: three random words and a number."""

from __future__ import annotations

import secrets

_WORDS = """
    acorn alder amber anchor apple apron arrow aspen badger bamboo banjo barley basil beacon beaver
    bellow birch biscuit bonnet bramble breeze bridge bronze brook bucket butter button cabin candle
    canvas carbon carrot castle cedar chalk cherry chestnut cider cinder clover cobble comet copper
    coral cotton cradle cricket crimson crystal cuckoo curlew cypress daisy damson dancer dapple denim
    dipper dolphin donkey drift drum dune eagle ebony elder ember falcon fathom feather fennel fern
    ferry fiddle finch flannel flint flute foxglove freckle frost galaxy gannet garland garlic garnet
    ginger glacier goblet gorse granite grape gravel grove hammer hamlet harbour hazel heather hedge
    heron hollow honey hornet indigo island ivory jacket jasmine juniper kestrel kettle kitten ladder
    lagoon lantern larch laurel lemon lentil lichen lilac linen linnet lobster locket lupin magnet
    magpie mallow maple marble marsh meadow mellow melon mercury millet mimosa mint mirror mitten mosaic
    mulberry muffin mustard nettle nickel nutmeg oatmeal ochre olive onyx opal orbit orchard osprey
    otter oyster paddle pebble pencil pepper pewter pigeon pillow pine plover plum pocket pollen poppy
    prism puffin pumpkin quarry quartz quilt quince rabbit raven ribbon river robin rocket rosemary
    rowan ruby russet saddle saffron sage salmon sandal satin shell silver skylark slate sorrel sparrow
    spindle sprout starling stream sulphur sunset swallow swift tablet tangle teapot thicket thimble
    thistle thrush thyme timber topaz tulip tundra turnip turtle umber valley velvet violet walnut
    warbler weasel whisker willow window winter wisteria wren yarrow zephyr
"""
WORDS = tuple(_WORDS.split())


def new_password() -> str:
    """A password nobody can guess in time while sign-in is slowed down (about 31 bits)."""
    words = (secrets.choice(WORDS) for _ in range(3))
    return "-".join([*words, str(secrets.randbelow(90) + 10)])
