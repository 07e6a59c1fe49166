//! Protobuf's bytes, read where they stand. The C library writes them, so they are well formed; what is not, ends the
//! reading of its message.

use super::{Node, RawStmt};

/// One message, as its bytes.
#[derive(Clone, Copy)]
pub struct Message<'a>(pub &'a [u8]);

/// What a field holds.
#[derive(Clone, Copy)]
pub enum Wire<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Message<'a> {
    pub fn fields(self) -> Fields<'a> {
        Fields(self.0)
    }

    fn field(self, tag: u32) -> Option<Wire<'a>> {
        self.fields().find(|(found, _)| *found == tag).map(|(_, wire)| wire)
    }

    pub fn number(self, tag: u32) -> u64 {
        match self.field(tag) {
            Some(Wire::Number(number)) => number,
            _ => 0,
        }
    }

    pub fn bytes(self, tag: u32) -> Option<&'a [u8]> {
        match self.field(tag) {
            Some(Wire::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }
}

/// The fields of a message with their tags, in the order of the bytes.
#[derive(Clone, Copy)]
pub struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u32, Wire<'a>);

    fn next(&mut self) -> Option<(u32, Wire<'a>)> {
        let key = self.varint()?;
        let wire = match key & 7 {
            0 => Wire::Number(self.varint()?),
            1 => Wire::Bytes(self.take(8)?),
            2 => {
                let length = usize::try_from(self.varint()?).ok()?;
                Wire::Bytes(self.take(length)?)
            }
            5 => Wire::Bytes(self.take(4)?),
            _ => return None,
        };
        Some((u32::try_from(key >> 3).ok()?, wire))
    }
}

/// The nodes of a list.
#[derive(Clone, Copy)]
pub struct Nodes<'a>(Repeated<'a>);

/// The statements of a text.
#[derive(Clone, Copy)]
pub struct RawStmts<'a>(Repeated<'a>);

/// The messages of one tag.
#[derive(Clone, Copy)]
struct Repeated<'a> {
    fields: Fields<'a>,
    tag: u32,
}

impl<'a> Iterator for Repeated<'a> {
    type Item = Message<'a>;

    fn next(&mut self) -> Option<Message<'a>> {
        loop {
            match self.fields.next()? {
                (tag, Wire::Bytes(bytes)) if tag == self.tag => return Some(Message(bytes)),
                _ => {}
            }
        }
    }
}

impl<'a> Nodes<'a> {
    pub fn of(message: Message<'a>, tag: u32) -> Nodes<'a> {
        Nodes(Repeated { fields: message.fields(), tag })
    }

    pub fn is_empty(mut self) -> bool {
        self.next().is_none()
    }
}

impl<'a> RawStmts<'a> {
    pub fn of(message: Message<'a>, tag: u32) -> RawStmts<'a> {
        RawStmts(Repeated { fields: message.fields(), tag })
    }
}

impl<'a> Iterator for Nodes<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        self.0.next().map(Node::of)
    }
}

impl<'a> Iterator for RawStmts<'a> {
    type Item = RawStmt<'a>;

    fn next(&mut self) -> Option<RawStmt<'a>> {
        self.0.next().map(RawStmt::of)
    }
}
